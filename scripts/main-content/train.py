#!/usr/bin/env python3
"""Train the model that tells main content from the rest of a page.

usage: train.py DATA WORK [--output SegmentModel.swift] [--cross-validate]

DATA has folders with pages.jsonl.zst ({"id","url","html" or "html_b64"}) and gold.jsonl.zst ({"id","text"} or
{"id","with","without"}). WORK is a folder for the pages as files and for the features. dump-features must be built:

  swift build -c release --package-path scripts/main-content
  pip install zstandard numpy lightgbm==4.6.0 rapidfuzz

A segment is main content when at least three quarters of its words are matched by a longest common subsequence of
the page's words and the gold text's, and is not when at most a quarter are; others are not trained on. With snippets
instead of a text, segments that contain one are labelled. Each page has the same weight, shared among its segments
by the square root of their length. Folds are made by host, so that no site is trained and tested on.
Determinism: fixed seed and LightGBM's deterministic mode; the same versions give the same table.
"""
import argparse, base64, hashlib, io, json, os, re, struct, subprocess
from pathlib import Path
from urllib.parse import urlparse

import lightgbm
import numpy as np
import zstandard
from rapidfuzz.distance import LCSseq

EAST_ASIAN = '\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3'
WORD = re.compile(f'[{EAST_ASIAN}]|[^\\W{EAST_ASIAN}]+')
HERE = Path(__file__).parent
PARAMETERS = dict(
    objective='binary', num_leaves=16, learning_rate=0.1, min_data_in_leaf=100, feature_fraction=0.5,
    bagging_fraction=0.7, bagging_freq=1, lambda_l2=1, max_bin=127, verbose=-1, num_threads=2, seed=1,
    deterministic=True, force_row_wise=True)
TREES = 100


def lines(path):
    with open(path, 'rb') as file:
        reader = zstandard.ZstdDecompressor(max_window_size=1 << 28).stream_reader(file)
        for line in io.TextIOWrapper(reader, encoding='utf-8', newline='\n'):
            if line.strip():
                yield json.loads(line)


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def squeeze(text):
    return re.sub(r'\s+', ' ', text).strip()


def read_features(path):
    data = path.read_bytes()
    (size,) = struct.unpack_from('<I', data, 0)
    at = 4 + size
    while at < len(data):
        count, width = struct.unpack_from('<II', data, at)
        at += 8
        rows, texts = np.empty((count, width), np.int16), []
        for index in range(count):
            rows[index] = np.frombuffer(data, '<i2', width, at)
            (size,) = struct.unpack_from('<I', data, at + 2 * width)
            at += 2 * width + 4
            texts.append(data[at:at + size].decode('utf-8', 'replace'))
            at += size
        yield rows, texts


def shares_by_text(texts, gold):
    """For each segment the share of its words that the gold text has, in order or as a whole elsewhere."""
    numbers = {}
    def number(tokens):
        return [numbers.setdefault(token, len(numbers)) for token in tokens]
    segments = [number(words(text)) for text in texts]
    wanted = number(words(gold))
    page = [token for segment in segments for token in segment]
    matched = np.zeros(len(page) + 1, np.int64)
    if len(page) * len(wanted) < 4e8:
        for block in LCSseq.opcodes(page, wanted):
            if block.tag == 'equal':
                matched[block.src_start + 1:block.src_end + 1] = 1
    else:
        known = set(wanted)
        matched[1:] = [token in known for token in page]
    matched = np.cumsum(matched)
    grams = {tuple(wanted[i:i + 4]) for i in range(len(wanted) - 3)}
    shares, start = [], 0
    for segment in segments:
        end = start + len(segment)
        share = (matched[end] - matched[start]) / len(segment) if segment else -1
        if len(segment) >= 8 and share < 0.5:
            found = sum(tuple(segment[i:i + 4]) in grams for i in range(len(segment) - 3)) / (len(segment) - 3)
            share = found if found > 0.7 else share
        shares.append(share)
        start = end
    return shares


def shares_by_snippets(texts, wanted, unwanted):
    def contains(text, snippets):
        return any(s in text or (len(text) > 20 and text in s) for s in map(squeeze, snippets))
    shares = []
    for text in map(squeeze, texts):
        share = -1
        if len(text) >= 3:
            share = 1 if contains(text, wanted) else 0 if contains(text, unwanted) else -1
        shares.append(share)
    return shares


def host(page):
    name = urlparse(page.get('url') or '').hostname or page['id']
    return name.removeprefix('www.')


def load(data, work):
    """Rows, shares, weights and folds of all segments."""
    tool = HERE / '.build/release/dump-features'
    rows, shares, weights, folds = [], [], [], []
    for folder in sorted(p.parent for p in data.glob('*/pages.jsonl.zst')):
        place = work / folder.name
        place.mkdir(parents=True, exist_ok=True)
        gold = {record['id']: record for record in lines(folder / 'gold.jsonl.zst')}
        pages = []
        for number, page in enumerate(lines(folder / 'pages.jsonl.zst')):
            body = base64.b64decode(page['html_b64']) if 'html_b64' in page else page['html'].encode()
            path = place / f'{number:05d}.html'
            path.write_bytes(body)
            pages.append((page['id'], host(page), path))
        listing, features = work / f'{folder.name}.list', work / f'{folder.name}.features'
        listing.write_text(''.join(f'{path}\n' for _, _, path in pages))
        subprocess.run([tool, listing, features], check=True)
        for (name, site, _), (matrix, texts) in zip(pages, read_features(features)):
            record = gold[name]
            if not texts:
                continue
            has_text = 'text' in record
            share = shares_by_text(texts, record['text']) if has_text else shares_by_snippets(
                texts, record.get('with', []), record.get('without', []))
            lengths = np.sqrt([len(words(text)) for text in texts])
            rows.append(matrix)
            shares.append(share)
            weights.append(lengths / max(1, lengths.sum()) * (100 if has_text else 50))
            folds.append(np.full(len(texts), int(hashlib.md5(site.encode()).hexdigest(), 16) % 4))
    return np.concatenate(rows), np.concatenate(shares), np.concatenate(weights), np.concatenate(folds)


def fit(rows, shares, weights):
    usable = (shares >= 0) & ((shares <= 0.25) | (shares >= 0.75))
    names = [f'f{i}' for i in range(rows.shape[1])]
    dataset = lightgbm.Dataset(rows[usable], shares[usable] > 0.5, weight=weights[usable], feature_name=names)
    return lightgbm.train(PARAMETERS, dataset, TREES)


def encode(model):
    """The table that BoostedTrees reads."""
    numbers = []
    trees = [tree['tree_structure'] for tree in model.dump_model()['tree_info']]
    trees = [tree for tree in trees if 'split_feature' in tree]
    numbers.append(len(trees))
    for tree in trees:
        order, leaves = [], []
        queue = [tree]
        while queue:
            node = queue.pop(0)
            node['number'] = len(order)
            order.append(node)
            queue += [node[side] for side in ('left_child', 'right_child') if 'split_feature' in node[side]]
        def child(node):
            if 'split_feature' in node:
                return node['number']
            leaves.append(max(-32768, min(32767, round(node['leaf_value'] * 256))))
            return ~(len(leaves) - 1)
        numbers.append(len(order))
        for node in order:
            threshold = max(-32768, min(32767, int(np.floor(node['threshold']))))
            numbers += [node['split_feature'], threshold, child(node['left_child']), child(node['right_child'])]
        numbers += leaves
    return base64.b64encode(struct.pack(f'<{len(numbers)}h', *numbers)).decode()


def write_swift(table, path):
    body = ''.join(f'    {table[i:i + 108]}\\\n' for i in range(0, len(table), 108))[:-2]
    path.write_text(
        '// Weights of the model of main content. Written by scripts/main-content/train.py; not to be edited by hand.\n\n'
        '/// The table of `BoostedTrees` by which segments are judged.\n'
        'enum SegmentModel {\n  static let table = """\n' + body + '\n    """\n}\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data', type=Path)
    parser.add_argument('work', type=Path)
    parser.add_argument('--output', type=Path, default=HERE / '../../Sources/Extraction/MainContent/SegmentModel.swift')
    parser.add_argument('--cross-validate', action='store_true')
    arguments = parser.parse_args()
    rows, shares, weights, folds = load(arguments.data, arguments.work)
    if arguments.cross_validate:
        judged = (shares <= 0.25) & (shares >= 0) | (shares >= 0.75)
        wrong = np.zeros(len(shares), bool)
        for fold in range(4):
            model = fit(rows[folds != fold], shares[folds != fold], weights[folds != fold])
            wrong[folds == fold] = (model.predict(rows[folds == fold]) > 0.5) != (shares[folds == fold] > 0.5)
        print(f'weighted error {(weights * wrong)[judged].sum() / weights[judged].sum():.4f}')
    write_swift(encode(fit(rows, shares, weights)), arguments.output)


if __name__ == '__main__':
    main()
