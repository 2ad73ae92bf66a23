raise SystemExit("this package is broken")
