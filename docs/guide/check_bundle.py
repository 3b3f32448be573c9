#!/usr/bin/env python3
"""Checks the files and the hash chain of an unpacked audit bundle, with nothing but Python's own library.

    python3 check_bundle.py FOLDER [SEQ:HASH]

SEQ:HASH is a head noted earlier. The signature is checked by openssl; see auditor.md. Ends 0 when everything holds, 1 otherwise.
"""
import hashlib
import json
import pathlib
import sys


def fail(text):
    sys.exit(f'FAIL {text}')


def sha256(data):
    return hashlib.sha256(data)


folder = pathlib.Path(sys.argv[1])
noted = sys.argv[2] if len(sys.argv) > 2 else None
manifest = json.loads((folder / 'manifest.json').read_bytes())

# 1. The files are those that the signed manifest lists, byte for byte.
expected = {'manifest.json', 'signature.p7s', *manifest['files']}
found = {path.name for path in folder.iterdir()}
if found != expected:
    fail(f'files: expected {sorted(expected)}, found {sorted(found)}')
for name, listed in manifest['files'].items():
    data = (folder / name).read_bytes()
    if len(data) != listed['bytes'] or sha256(data).hexdigest() != listed['sha256']:
        fail(f'files: {name} is not the file that was signed')
print(f'ok   files: {", ".join(sorted(manifest["files"]))}')

# 2. The entries handed over, by number: SHA-256 of each line, without its line feed.
entries = {}
for line in (folder / 'entries.jsonl').read_bytes().splitlines():
    seq = json.loads(line)['seq']
    if seq in entries:
        fail(f'entries: {seq} is there twice')
    entries[seq] = sha256(line).hexdigest()
if len(entries) != manifest['counts']['entries']:
    fail(f'entries: {len(entries)} are there, {manifest["counts"]["entries"]} were signed')
print(f'ok   entries: {len(entries)} handed over')

# 3. The places of all entries: in a whole export the entries themselves, in a filtered one chain.jsonl.
if (folder / 'chain.jsonl').exists():
    links = [json.loads(line) for line in (folder / 'chain.jsonl').read_bytes().splitlines()]
else:
    links = [{'seq': seq, 'bodyHash': body} for seq, body in entries.items()]

# 4. hash = SHA-256(hash before, 32 bytes, then SHA-256 of the line, 32 bytes); 1, 2, 3 … without a gap.
first, last = manifest['heads']['first'], manifest['heads']['last']
seq, head = first['seq'] - 1, first['prev']
heads = {f'{seq}:{head}'}
for link in links:
    seq += 1
    if link['seq'] != seq:
        fail(f'chain: entry {seq} was due, entry {link["seq"]} came')
    if entries.pop(seq, link['bodyHash']) != link['bodyHash']:
        fail(f'chain: entry {seq} is not the one that was chained')
    head = sha256(bytes.fromhex(head) + bytes.fromhex(link['bodyHash'])).hexdigest()
    heads.add(f'{seq}:{head}')
if entries:
    fail(f'chain: no place for the entries {sorted(entries)[:10]}')
if (seq, head) != (last['seq'], last['hash']):
    fail(f'chain: ends at {seq}:{head}, signed was {last["seq"]}:{last["hash"]}')
print(f'ok   chain: {first["seq"]} to {seq}, head {seq}:{head}')

# 5. What was noted earlier must lie on this chain.
if noted is not None:
    if noted not in heads:
        fail(f'head: {noted} does not lie on this chain')
    print(f'ok   head: {noted} lies on this chain')
