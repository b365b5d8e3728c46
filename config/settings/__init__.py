"""Settings, one part a subject; `main` puts them together, `test` does so for pytest."""
