#!/usr/bin/env python3
"""Collects texts by language from Debian packages, to train and to test the language identifier.

usage: collect.py PACKAGES OUT

PACKAGES is a folder of .deb files (scripts/language-model/fetch downloads them). OUT/KIND/LANGUAGE.txt gets one
paragraph a line, each once, in an order fixed by its hash. Kinds: help (LibreOffice's and GNOME's help, the installation
guide), strings (translations of programs), fortunes, words (lists of the text recogniser tesseract, whose program
tesseract-ocr must be installed to read them), fiction (dialogues of a game); and for the test held-out-fiction (those of
other campaigns) and manuals (manual pages).
What a translation has left in English is taken out: lines that are a paragraph of the English edition, too.
"""
import gzip, hashlib, html, io, re, subprocess, sys, tarfile, tempfile, zipfile
from collections import defaultdict
from pathlib import Path

# Tags of packages and folders that are not the language's own.
NAMES = {'no': 'nb', 'nb-no': 'nb', 'nn-no': 'nn', 'pt-br': 'pt', 'pt-pt': 'pt', 'es-es': 'es', 'en-us': 'en', 'en-gb': 'en',
         'c': 'en', 'zh-cn': 'zh-Hans', 'zh-tw': 'zh-Hant', 'zh-hk': 'zh-Hant', 'sr@latin': 'sr-Latn', 'sr-latn': 'sr-Latn',
         'ga-ie': 'ga', 'hi-in': 'hi', 'hy-am': 'hy', 'ne-np': 'ne',
         'pa-in': 'pa', 'sv-se': 'sv', 'gu-in': 'gu', 'bn-in': 'bn', 'ta-lk': 'ta'}
LANGUAGES = set('''af am ar be bg bn ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km
kn ko lt lv mk ml mr ms my nb ne nl nn or pa pl pt ro ru si sk sl sq sr sr-Latn sv ta te th tl tr uk ur vi zh-Hans
zh-Hant'''.split())
FORTUNES = dict(bg='bg', br='pt', cs=None, de='de', eo='eo', es='es', ga='ga', it='it', pl='pl', ru='ru', zh=None)
# Campaigns whose dialogues are kept for the test, as all manual pages are.
HELD_OUT = {'wesnoth-1.16-' + name for name in ('utbs', 'nr', 'dm', 'sotbe')}
# Word lists of the text recogniser, by its names of languages.
RECOGNISER = dict(word.split(':') for word in '''afr:af ara:ar bel:be bul:bg cat:ca ces:cs cym:cy dan:da deu:de eng:en epo:eo
spa:es est:et eus:eu fas:fa fin:fi fra:fr gle:ga glg:gl hin:hi hrv:hr hun:hu ind:id isl:is ita:it kaz:kk lit:lt lav:lv mar:mr
mkd:mk msa:ms nor:nb nep:ne nld:nl pol:pl por:pt ron:ro rus:ru slk:sk slv:sl sqi:sq srp:sr srp-latn:sr-Latn swe:sv fil:tl tur:tr
ukr:uk urd:ur vie:vi'''.split())
BLOCK = re.compile(r'<(?:/?(?:p|h\d|li|td|th|dt|dd|div|title|pre|body|br|table|tr|item|desc|note|section|page)\b[^>]*)>', re.I)
SKIPPED = re.compile(r'<(script|style|head|code|pre|tt|kbd)\b.*?</\1>', re.S | re.I)


def language(tag):
    tag = tag.lower().replace('_', '-')
    tag = NAMES.get(tag, tag)
    return tag if tag in LANGUAGES else None


def markup(text):
    text = SKIPPED.sub(' ', text)
    for block in BLOCK.split(text):
        yield html.unescape(re.sub(r'<[^>]*>', '', block))


def translations(data):
    """(original, translation) of a .mo file."""
    order = 'little' if data[:4] == b'\xde\x12\x04\x95' else 'big'
    number = lambda at: int.from_bytes(data[at:at + 4], order)
    count, originals, texts = number(8), number(12), number(16)
    for index in range(count):
        pair = []
        for table in (originals, texts):
            size, start = number(table + 8 * index), number(table + 8 * index + 4)
            pair.append(data[start:start + size].decode('utf-8', 'ignore').split('\x04')[-1].split('\0'))
        if pair[0] != ['']:
            yield pair[0], pair[1]


def string(text):
    """A program's string without mnemonics, markup and places for values."""
    text = html.unescape(re.sub(r'<[^>]*>', ' ', text))
    text = re.sub(r'[~_&](?=\w)', '', text)
    return re.sub(r'%[\d$.*+-]*[a-zA-Z]{1,2}|\{[^}]*\}|\$[\w(][^)\s]*\)?|%\w+%?|\\n', ' ', text)


def manual(text):
    text = re.sub(r'\\f.|\\&|\\[%/|,^]', '', re.sub(r"\\\[?\(?[a-z]{2}\]?", ' ', text.replace('\\-', '-')))
    paragraph = []
    for line in text.split('\n'):
        if line.startswith(('.', "'")):
            if not re.match(r'\.(?:B|I|BR|IR|RB|RI|Nm|Fl)\b', line):
                yield ' '.join(paragraph)
                paragraph = []
        elif line.strip():
            paragraph.append(line.strip())
    yield ' '.join(paragraph)


def words(data):
    """The words of a model of tesseract, ten a line, in the order of their hashes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / 'm.traineddata'
        path.write_bytes(data)
        run = dict(cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        subprocess.run(['combine_tessdata', '-u', path, 'm.'], **run)
        subprocess.run(['dawg2wordlist', 'm.lstm-unicharset', 'm.lstm-word-dawg', 'words'], **run)
        found = (Path(folder) / 'words').read_text(errors='ignore').split('\n')
    found = sorted({word for word in found if word.isalpha() or '-' in word or "'" in word},
                   key=lambda word: hashlib.sha1(word.encode()).digest())
    for at in range(0, len(found), 10):
        yield ' '.join(found[at:at + 10])


def members(package):
    """(name, bytes) of the files of a package."""
    pipe = subprocess.Popen(['dpkg-deb', '--fsys-tarfile', package], stdout=subprocess.PIPE)
    with tarfile.open(fileobj=pipe.stdout, mode='r|') as archive:
        for member in archive:
            if member.isfile():
                yield member.name.lstrip('.'), archive.extractfile(member)
    pipe.wait()


def texts(package):
    """(kind, language, paragraph, whether it is the English edition's) of a package."""
    name = package.name.split('_')[0]
    for path, file in members(package):
        if path.endswith('.mo'):
            kind = 'strings'
            if name.startswith('wesnoth'):
                kind = 'held-out-fiction' if name in HELD_OUT else 'fiction'
            tag = language(path.split('/LC_MESSAGES')[0].rsplit('/', 1)[1])
            if tag is None:
                continue
            for original, translated in translations(file.read()):
                for text in original:
                    yield kind, 'en', string(text)
                if original != translated:
                    for text in translated:
                        yield kind, tag, string(text)
        elif path.endswith('.html') and (found := re.search(r'/(?:help/([\w-]+)/text|installation-guide-amd64/(\w+))/', path)):
            if tag := language((found[1] or found[2])):
                for text in markup(file.read().decode('utf-8', 'ignore')):
                    yield 'help', tag, text
        elif path.endswith('.page') and (found := re.search(r'/usr/share/help/([\w@]+)/', path)):
            if tag := language(found[1]):
                for text in markup(file.read().decode('utf-8', 'ignore')):
                    yield 'help', tag, text
        elif path.endswith('.traineddata'):
            if tag := RECOGNISER.get(name.removeprefix('tesseract-ocr-')):
                for text in words(file.read()):
                    yield 'words', tag, text
        elif path.endswith('.xpi'):
            tag = language(name.removeprefix('firefox-esr-l10n-'))
            with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
                for member in archive.namelist():
                    if tag and member.endswith(('.ftl', '.properties')):
                        for line in archive.read(member).decode('utf-8', 'ignore').split('\n'):
                            value = re.match(r'\s*(?:[\w.-]+\s*=|\s)\s*(.*)', line)
                            if value and not line.startswith('#'):
                                yield 'strings', tag, string(value[1])
        elif found := re.search(r'/usr/share/man/(?:([\w@]+)(?:\.UTF-8)?/)?man\d/.*\.gz$', path):
            if tag := language(found[1] or 'en'):
                for text in manual(gzip.decompress(file.read()).decode('utf-8', 'ignore')):
                    yield 'manuals', tag, text
        elif name.startswith('fortunes') and path.endswith('.u8') or re.search(r'/games/fortunes/[\w/-]+$', path):
            tag = FORTUNES.get(name.removeprefix('fortunes-'), 'en' if name in ('fortunes', 'fortunes-min') else None)
            if tag and not path.endswith('.dat'):
                for text in re.split(r'\n%\n', file.read().decode('utf-8', 'ignore')):
                    yield 'fortunes', tag, text


def main():
    packages, out = sorted(Path(sys.argv[1]).glob('*.deb')), Path(sys.argv[2])
    collected = defaultdict(set)
    for package in packages:
        print(package.name, file=sys.stderr)
        for kind, tag, text in texts(package):
            text = ' '.join(text.split())
            if sum(map(str.isalpha, text)) >= 8 and '\ufffd' not in text:
                collected[kind, tag].add(text)
    english = set().union(*(lines for (_, tag), lines in collected.items() if tag == 'en'))
    for (kind, tag), lines in sorted(collected.items()):
        if tag != 'en':
            lines -= english
        (out / kind).mkdir(parents=True, exist_ok=True)
        order = sorted(lines, key=lambda line: hashlib.sha1(line.encode()).digest())
        (out / kind / f'{tag}.txt').write_text(''.join(line + '\n' for line in order))


main()
