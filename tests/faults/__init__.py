"""Faults, each ending with nothing lost and exactly one event per change; where each is tested:

- the app killed while five robots answer: test_kills; PostgreSQL killed: test_server_killed
- the database held by another writer, a full disk: test_databases
- an answer, a row, a signature sent twice at almost the same moment: test_twice
- signed out, a role withdrawn, a session at its end before the signature; a clock set back; a version
  published while a draft is open: test_sessions. Any of these in any order: tests/actions/test_stateful
- an answer to a form that is signed: tests/actions/test_capture
- the line cut between two answers: tests/ui/test_real_app; told to the reader: tests/browser/test_phone
- two tabs of one person: tests/browser/test_two_tabs; two people: tests/pages/test_two_answers
- an answer on a page that cannot be saved now: tests/pages/test_answering
"""
