"""What regulators and OWASP expect, and the tests that show it: docs/validation.md and docs/security.md."""
