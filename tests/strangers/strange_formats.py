"""Formats of a package that has nothing to do with this one, two of them with the names of ours."""


class Aardvark:
    title, suffix, binary = "Aardvark", ".aardvark", False

    def export(self, view, out):
        out.write(b"an aardvark")
        return ()

    def rows(self, data, name):
        return ()


class Ours(Aardvark):
    suffix = ".ics"


class Logs:
    """A kind of log of which each URL is a new one."""

    def open(self, url, *, clock, warn):
        from timeline_engine.log import FORMAT, LogInfo

        return self.create(url, LogInfo(self.title(url), "x", "UTC", FORMAT), clock=clock, warn=warn, roles=False)

    def create(self, url, info, *, clock, warn, roles):
        from timeline_engine.log import MemoryLog

        return MemoryLog(info, clock=clock, warn=warn)

    def title(self, url):
        return url.partition(":")[2]


LOGS = Logs()
