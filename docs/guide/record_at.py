#!/usr/bin/env python3
"""A record as it was at a past moment, put together from the entries of an unpacked audit bundle.

    python3 record_at.py FOLDER OBJECT RECORD [MOMENT]

MOMENT is ISO UTC, for example 2026-11-22T04:03:23.000Z; left out, it is the end of the bundle. The bundle must hold all entries of the
record: export the whole log, or the whole object. Check the bundle first.
"""
import json
import pathlib
import sys

folder, wanted_object, wanted_record, *rest = sys.argv[1:]
moment = rest[0] if rest else '9999'


def is_rows(value):
    return isinstance(value, list) and len(value) > 0 and all(isinstance(row, dict) and 'id' in row for row in value)


def laid_over(state, before, after):
    """The fields that an entry names take their value after it; rows of child tables are added, changed or removed by their id."""
    result = {**state, **after}
    for name in {*before, *after}:
        if not (is_rows(before.get(name)) or is_rows(after.get(name))):
            continue
        rows = {row['id']: row for row in state.get(name) or []}
        staying = {row['id'] for row in after.get(name) or []}
        for row in before.get(name) or []:
            if row['id'] not in staying:
                rows.pop(row['id'], None)
        for row in after.get(name) or []:
            rows[row['id']] = {**rows.get(row['id'], {}), **row}
        result[name] = sorted(rows.values(), key=lambda row: row['position'])
    return result


record = None
for line in (pathlib.Path(folder) / 'entries.jsonl').read_bytes().splitlines():
    entry = json.loads(line)
    if entry['at'] > moment:
        break
    if not entry['ok'] or entry['object'] != wanted_object or entry['record'] != wanted_record:
        continue
    if '.' in entry['event']:  # attachment.add, records.unmask, user.start-reset …: tell of the record, but do not change its fields
        continue
    if entry['event'] == 'delete':
        record = None
    elif entry['after'] is not None:
        record = laid_over(record or {}, entry['before'] or {}, entry['after'])

if record is None:
    sys.exit('It was not there at that moment.')
print(json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True))
