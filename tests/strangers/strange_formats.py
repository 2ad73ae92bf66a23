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
