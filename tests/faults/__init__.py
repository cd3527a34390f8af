"""Faults, each ending with nothing lost and exactly one event per change; where each is tested:

- the app killed while five robots answer: test_app_killed, at its websockets; below the pages: test_kills
- PostgreSQL killed while five robots answer, and while a page is open: test_server_killed
- the database held by another writer, a full disk: test_databases
- an answer, a row, a signature sent twice at almost the same moment, two tabs that sign at once: test_twice
- signed out, a role withdrawn, a session at its end before the signature; a clock set back; a version
  published while a draft is open: test_sessions. Any of these in any order: tests/actions/test_stateful
- an answer to a form that is signed, two tabs of one person on one question: tests/actions/test_capture
- an answer, a signature after a lock: tests/actions/test_locks, tests/pages/test_locks_on_screen
- the line cut between two answers, an answer after signing out: tests/ui/test_real_app; told to the reader:
  tests/browser/test_phone, tests/browser/test_two_tabs; two people: tests/pages/test_two_answers
- an answer on a page that cannot be saved now: tests/pages/test_answering
- a restore onto a running app: tests/cli/test_restore_refused
"""
