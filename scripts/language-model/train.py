#!/usr/bin/env python3
"""Trains the language identifier and writes its table.

usage: train.py TEXTS OUT [--output LanguageModelTable.swift] [--per-language N] [--features LATIN OTHERS]

TEXTS is what collect.py wrote; OUT is a folder for the table as bytes and the test's texts. Needs numpy and numba.

For every script that several languages share there is a multinomial logistic regression over the n-grams of one to five
letters in words with a space before and after them. A text's logits are the sums of its n-grams' weights over the fourth
root of their number, so that long texts are surer, but not certain. Trained are windows of 12 to 400 characters; the
features are those of a first model that carry most, and the second is trained on them alone. Weights are then rounded
to steps of a fixed size and shifted in each n-gram, which changes nothing, such that most of them are zero.
Manuals and held-out fiction are tested on, and their first halves set the temperature; nothing else is learnt from them.
"""
import argparse, base64, struct, unicodedata
from pathlib import Path

import numba
import numpy as np
import re
import zstandard

# Script, bits of a letter in an n-gram's key, longest n-gram, languages with the logarithm of how rarely they occur.
GROUPS = {
    'latin': (12, 5, '''af-1 ca-.5 cs cy-1 da de en eo-1 es et-.5 eu-1 fi fr ga-1 gl-.5 hr-.5 hu id is-.5 it lt-.5 lv-.5
        ms-.5 nb nl nn-1 pl pt ro sk sl-.5 sq-1 sr-Latn-.5 sv tl-1 tr vi'''),
    'cyrillic': (12, 5, 'be-1 bg kk-1 mk-1 ru sr uk'),
    'arabic': (12, 5, 'ar fa ur-.5'),
    'devanagari': (12, 5, 'hi mr ne'),
    'han': (16, 3, 'ja zh-Hans zh-Hant'),
}
LETTERS = {
    'latin': [(0x41, 0x24f), (0x300, 0x36f), (0x1e00, 0x1eff)], 'cyrillic': [(0x400, 0x52f)],
    'arabic': [(0x620, 0x6ff), (0x750, 0x77f)], 'devanagari': [(0x900, 0x97f)],
    'han': [(0x3040, 0x30ff), (0x3400, 0x4dbf), (0x4e00, 0x9fff)],
}
SHARES = dict(help=1, strings=1, fortunes=2, fiction=4, words=.1)
TESTS = ('held-out-fiction', 'manuals')
LENGTHS = (20, 50, 100, 500)
# What is no language: tokens with digits and signs of programs, addresses, paths.
CODE = re.compile(r'[!-~]*[\\@_=0-9][!-~]*|[!-~]*://[!-~]*|(?<![!-~])(?:www\.|/)[!-~]*|[!-~]*[A-Za-z]\.[A-Za-z][!-~]*')
STEP = 1 / 2


def fold_table(script):
    """Lower case of the script's letters, a space for everything else."""
    table = np.full(0x10000, 0x20, np.uint16)
    for low, high in LETTERS[script]:
        for code in range(low, high + 1):
            letter = unicodedata.normalize('NFKC', chr(code))
            letter = letter if len(letter) == 1 else chr(code)
            letter = 'i' if letter == '\u0130' else letter
            if unicodedata.category(chr(code))[0] in 'LM' and code not in (0xaa, 0xba):
                table[code] = ord(letter.lower()) if len(letter.lower()) == 1 else ord(letter)
    return table


def codes(texts, script):
    """The letters of texts, one space around every word; where each text begins."""
    table = fold_table(script)
    parts, starts = [], [0]
    for text in texts:
        part = table[np.frombuffer((' ' + CODE.sub(' ', text) + ' ').encode('utf-16-le', 'ignore'), np.uint16)]
        space = part == 0x20
        part = part[~(space & np.roll(space, 1))] if len(part) > 1 else part
        if not len(part) or part[0] != 0x20:
            part = np.concatenate([[0x20], part])
        if part[-1] != 0x20:
            part = np.concatenate([part, [0x20]])
        parts.append(part.astype(np.uint64))
        starts.append(starts[-1] + len(part))
    return np.concatenate(parts), np.array(starts)


@numba.njit(cache=True)
def slot_of(key, keys):
    slot = np.int64((key * np.uint64(0x9e3779b97f4a7c15)) >> np.uint64(20)) & (len(keys) - 1)
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & (len(keys) - 1)
    return slot


@numba.njit(cache=True)
def grams(codes, begin, end, bits, longest, out):
    """The keys of all n-grams of a text."""
    mask = np.uint64((1 << bits) - 1)
    count = 0
    for start in range(begin, end):
        key = np.uint64(0)
        for n in range(longest):
            if start + n >= end:
                break
            code = codes[start + n]
            key = key << np.uint64(bits) | code & mask
            if n == 0 and code == 0x20:
                continue
            if n == 1 and code == 0x20 and codes[start] == 0x20:
                break
            out[count] = key
            count += 1
            if n > 0 and code == 0x20:
                break
            if n == 0 and code == 0x20:
                break
    return count


@numba.njit(cache=True)
def count_grams(codes, starts, bits, longest, keys, counts):
    out = np.empty(1 << 20, np.uint64)
    for row in range(len(starts) - 1):
        n = grams(codes, starts[row], min(starts[row + 1], starts[row] + 100000), bits, longest, out)
        for i in range(n):
            slot = slot_of(out[i], keys)
            keys[slot] = out[i]
            counts[slot] += 1


@numba.njit(cache=True)
def train_epoch(codes, starts, order, labels, bits, longest, keys, features, W, G, rate):
    C = W.shape[1]
    out = np.empty(1 << 20, np.uint64)
    found = np.empty(1 << 20, np.int64)
    z = np.empty(C)
    loss = 0.0
    for row in order:
        n = grams(codes, starts[row], starts[row + 1], bits, longest, out)
        if n == 0:
            continue
        scale = np.float32(n) ** np.float32(-0.25)
        z[:] = 0
        hits = 0
        for i in range(n):
            slot = slot_of(out[i], keys)
            if keys[slot] != 0:
                f = features[slot]
                found[hits] = f
                hits += 1
                for c in range(C):
                    z[c] += W[f, c] * scale
        z -= z.max()
        p = np.exp(z)
        p /= p.sum()
        loss -= np.log(p[labels[row]] + 1e-12)
        p[labels[row]] -= 1
        for c in range(C):
            p[c] *= scale
        for i in range(hits):
            f = found[i]
            for c in range(C):
                g = np.float32(p[c])
                G[f, c] += g * g
                W[f, c] -= rate * g / np.sqrt(G[f, c])
    return loss / len(order)


@numba.njit(cache=True)
def logits(codes, starts, bits, longest, keys, features, W):
    out = np.empty(1 << 20, np.uint64)
    Z = np.zeros((len(starts) - 1, W.shape[1]))
    for row in range(len(starts) - 1):
        n = grams(codes, starts[row], starts[row + 1], bits, longest, out)
        for i in range(n):
            slot = slot_of(out[i], keys)
            if keys[slot] != 0:
                for c in range(W.shape[1]):
                    Z[row, c] += W[features[slot], c]
        if n:
            Z[row] *= np.float64(n) ** -0.25
    return Z


def lines(root, kind, tag):
    path = root / kind / f'{tag}.txt'
    return path.read_text().split('\n')[:-1] if path.exists() else []


def windows(source, count, random, shortest, longest):
    """Texts of random length, at random places of consecutive lines."""
    at, out = int(random.integers(len(source))), []
    for _ in range(count):
        length = int(np.exp(random.uniform(np.log(shortest), np.log(longest)))) if longest > shortest else shortest
        text = source[at % len(source)]
        at += 1
        while len(text) < length:
            text += ' ' + source[at % len(source)]
            at += 1
        if len(text) > length:
            begin = int(random.integers(len(text) - length + 1))
            space = text.find(' ', begin) if begin else -1
            if begin <= space < begin + 15 and space + 1 + length <= len(text) + 10:
                begin = space + 1
            text = text[begin:begin + length]
        out.append(text)
    return out


def training(root, tags, count, random):
    texts, labels = [], []
    for index, tag in enumerate(tags):
        sources = {kind: found for kind in SHARES if (found := lines(root, kind, tag))}
        sizes = {kind: (min(sum(map(len, found)), 2e6) * SHARES[kind]) ** .5 for kind, found in sources.items()}
        for kind, found in sources.items():
            some = windows(found, int(count * sizes[kind] / sum(sizes.values())), random, 12, 400)
            texts += some
            labels += [index] * len(some)
    return texts, np.array(labels)


def tests(root, tags, count, random):
    """(tag, kind, length, text); lines that a translation has mostly left in English are no test."""
    english = re.compile(r'\b(the|of|is|to|and|with|for|that|are|be|this|you|was|not|by|from|will|your)\b', re.I)
    rows = []
    for tag in tags:
        for kind in TESTS:
            found = [line for line in lines(root, kind, tag) if len(line) >= 40
                     and (tag == 'en' or len(english.findall(line)) <= max(1, len(line.split()) // 12))]
            if sum(map(len, found)) >= 6000:
                for length in LENGTHS:
                    rows += [(tag, kind, length, text) for text in windows(found, count, random, length, length)]
    return rows


def table_of(keys):
    size = 1 << 16
    while size < 3 * len(keys):
        size *= 2
    slots, features = np.zeros(size, np.uint64), np.zeros(size, np.int64)
    for feature, key in enumerate(keys):
        slot = slot_of(key, slots)
        slots[slot], features[slot] = key, feature
    return slots, features


def report(name, tags, rows, predicted, truth):
    for kind in TESTS:
        shares = []
        for length in LENGTHS:
            of = np.array([row[1] == kind and row[2] == length for row in rows])
            right = [(predicted[of & (truth == c)] == c).mean() for c in range(len(tags)) if (of & (truth == c)).any()]
            shares.append(f'{100 * np.mean(right):.2f}' if right else '-')
        print(f'{name:10} {kind:18}', *shares, flush=True)


def fit(script, root, options):
    bits, longest, listed = GROUPS[script]
    tags = [re.match(r'(.*?)(-[.\d]+)?$', word)[1] for word in listed.split()]
    priors = np.array([float(re.match(r'.*?(-[.\d]+)?$', word)[1] or 0) for word in listed.split()])
    random = np.random.default_rng(1)
    texts, labels = training(root, tags, options.per_language * (1 if script == 'latin' else 2), random)
    order = random.permutation(len(texts))
    letters, starts = codes(texts, script)
    keys, counts = np.zeros(1 << 24, np.uint64), np.zeros(1 << 24, np.int64)
    some = np.sort(order[:120_000])
    for row in some:
        count_grams(letters, starts[row:row + 2], bits, longest, keys, counts)
    chosen = np.sort(keys[counts >= 10])
    counts = counts[counts >= 10][np.argsort(keys[counts >= 10])]
    print(script, len(texts), 'texts', len(chosen), 'n-grams', flush=True)

    def learn(chosen, W, epochs):
        slots, features = table_of(chosen)
        G = np.full(W.shape, 1e-2, np.float32)
        for epoch in range(epochs):
            loss = train_epoch(letters, starts, random.permutation(len(texts)), labels, bits, longest, slots, features, W, G,
                               np.float32(options.rate))
            print('loss', loss, flush=True)
        return slots, features

    W = np.zeros((len(chosen), len(tags)), np.float32)
    learn(chosen, W, 1)
    importance = counts ** .5 * np.linalg.norm(W - W.mean(1, keepdims=True), axis=1)
    kept = np.sort(np.argsort(-importance, kind='stable')[:options.features[0 if script == 'latin' else 1]])
    W = W[kept]
    slots, features = learn(chosen[kept], W, options.epochs)
    rows = tests(root, tags, options.per_test, np.random.default_rng(7))
    test_letters, test_starts = codes([row[3] for row in rows], script) if rows else (None, None)
    truth = np.array([tags.index(row[0]) for row in rows])
    scores = lambda W: logits(test_letters, test_starts, bits, longest, slots, features, W.astype(np.float32)) + priors
    if rows:
        report('float', tags, rows, scores(W).argmax(1), truth)
    W = W - np.median(W, axis=1, keepdims=True)
    rounded = np.clip(np.round(W / STEP), -127, 127)
    rounded[np.abs(W) < options.dead * STEP] = 0
    temperature = 1.0
    if rows:
        Z = scores(rounded * STEP)
        report('rounded', tags, rows, Z.argmax(1), truth)
        half = np.arange(len(rows)) % 2 == 0
        def nll(t):
            z = Z[half] / t
            z = z - z.max(1, keepdims=True)
            return -np.mean(z[np.arange(half.sum()), truth[half]] - np.log(np.exp(z).sum(1)))
        temperature = min(np.arange(.8, 4, .05), key=nll)
    print(script, 'temperature', temperature, 'zeros', (rounded == 0).mean(), flush=True)
    return bits, longest, tags, priors, temperature, chosen[kept], rounded.astype(np.int8), rows


def pack(script, fitted):
    bits, longest, tags, priors, temperature, keys, weights, _ = fitted
    grams = []
    for key in keys:
        key, gram = int(key), []
        while key:
            gram.append(key & ((1 << bits) - 1))
            key >>= bits
        grams.append(tuple(reversed(gram)))
    order = sorted(range(len(grams)), key=lambda index: grams[index])
    out = bytearray(struct.pack('<BBBB', list(GROUPS).index(script), bits, longest, len(tags)))
    for tag, prior in zip(tags, priors):
        out += tag.encode() + b'\0' + struct.pack('<h', round(prior * 256))
    out += struct.pack('<HHI', round(temperature * 256), round(1 / STEP), len(grams))
    heads, letters, last = bytearray(), bytearray(), ()
    for index in order:
        shared = 0
        while shared < min(len(last), len(grams[index])) and last[shared] == grams[index][shared]:
            shared += 1
        heads.append(shared << 4 | len(grams[index]) - shared)
        for code in grams[index][shared:]:
            letters += struct.pack('<H', code)
        last = grams[index]
    return bytes(out) + heads + letters[0::2] + letters[1::2] + weights[order].T.tobytes()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('texts', type=Path)
    parser.add_argument('out', type=Path)
    parser.add_argument('--output', type=Path)
    parser.add_argument('--per-language', type=int, default=8000)
    parser.add_argument('--features', type=int, nargs=2, default=[18000, 5000])
    parser.add_argument('--epochs', type=int, default=2)
    parser.add_argument('--rate', type=float, default=.2)
    parser.add_argument('--dead', type=float, default=.5)
    parser.add_argument('--per-test', type=int, default=200)
    parser.add_argument('--scripts', nargs='*', default=list(GROUPS))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    packed = bytes([len(options.scripts)])
    for script in options.scripts:
        packed += pack(script, fit(script, options.texts, options))
    stored = zstandard.ZstdCompressor(level=22, write_content_size=True).compress(packed)
    print(len(packed), 'bytes,', len(stored), 'compressed')
    (options.out / 'model.zst').write_bytes(stored)
    if options.output:
        text = base64.b64encode(stored).decode()
        rows = [text[at:at + 112] for at in range(0, len(text), 112)]
        options.output.write_text(
            '// The weights of the language identifier. Written by scripts/language-model/train.py; not to be edited by hand.\n\n'
            '/// The table that `LanguageModel` reads: base-64 digits of a zstd frame.\n'
            'enum LanguageModelTable {\n  static let table: StaticString = """\n'
            + ''.join(f'    {row}\\\n' for row in rows[:-1]) + f'    {rows[-1]}\n    """\n}}\n')


if __name__ == '__main__':
    main()
