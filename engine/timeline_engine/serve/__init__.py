"""Serving a log over HTTP: calendars to subscribe to, pages, files and an API. Reads only; needs the extra `web`."""
