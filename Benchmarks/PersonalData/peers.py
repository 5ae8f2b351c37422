#!/usr/bin/env python3
"""Masking of personal data beside others: precision and recall of each kind over examples with known spans.

usage: python3 -m venv venv
       venv/bin/pip install datatrove nltk regex presidio-analyzer phonenumbers python-stdnum
       venv/bin/python Benchmarks/PersonalData/peers.py --sluice .build/release/sluice [--seed 1] [--draws 8] [--show SLUICE]

Every template of examples.py, in running text and by itself, is filled with values that a seed draws. A value is found when all its
letters and digits lie in spans of its kind (recall); a span is right when it reaches at most one character beyond values of
its kind (precision). In one run:

  datatrove      PIIFormatter: e-mail and public IPv4
  presidio       the pattern recognisers of presidio-analyzer with their own thresholds, without a language model
  phonenumbers   PhoneNumberMatcher (libphonenumber), default regions United States, China, Germany, France, Brazil, Japan
  python-stdnum  runs of digits and letters that its check digits accept: Luhn, resident identity numbers, IBAN

Nothing is downloaded. Speed is of the matchers over the texts, one thread; that of sluice is of the whole command."""
import argparse
import collections
import json
import logging
import os
import re
import resource
import subprocess
import tempfile
import time

from examples import KINDS, NEGATIVE, POSITIVE, Values

FRAMES = ["{}", "Please see: {}", "Our record says {} (ask Mary).", "- {}", "资料：{}", "{}\nBest regards"]


def make(seed, draws, half):
    """The texts with their spans by character, and what each is an example of."""
    values, documents = Values(seed), []
    for kind in KINDS:
        for table, is_positive in ((POSITIVE, True), (NEGATIVE, False)):
            for number, template in enumerate(table[kind]):
                if half is not None and number % 2 != half:
                    continue
                for draw in range(draws):
                    # What stands in front or behind decides in most negative examples: they stay as they are, or a line.
                    frame = FRAMES[draw % len(FRAMES)] if is_positive else FRAMES[(draw % 2) * 5]
                    marked, spans, text = frame.replace("{}", values.fill(template)), [], ""
                    for part in re.split("([⟦⟧])", marked):
                        if part == "⟦":
                            start = len(text)
                        elif part == "⟧":
                            spans.append((start, len(text), kind))
                        else:
                            text += part
                    documents.append({"text": text, "spans": spans, "group": kind, "template": template})
    return documents


def sluice(texts, program):
    with tempfile.TemporaryDirectory() as folder:
        source, output, ledger = (os.path.join(folder, name) for name in ("in.jsonl", "out.jsonl", "ledger.jsonl"))
        with open(source, "w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
        subprocess.run(
            [program, "clean", source, "--stages", "personal-data", "--output", output, "--ledger", ledger]
            + ["--threads", "1"], check=True, stderr=subprocess.DEVNULL)
        found = [[] for _ in texts]
        for line in open(ledger, encoding="utf-8"):
            entry = json.loads(line)
            number = entry["origin"]["row"]
            encoded = texts[number].encode()
            for span in entry["spans"]:
                found[number].append(tuple(len(encoded[: span[end]].decode()) for end in ("start", "end")) + (span["rule"],))
        return found


def datatrove(texts):
    from datatrove.pipeline.formatters.pii import PIIFormatter

    replacers = [value for value in vars(PIIFormatter()).values() if hasattr(value, "regex")]
    kinds = ["email" if "@" in replacer.regex.pattern else "ip" for replacer in replacers]

    def find(text):
        for replacer, kind in zip(replacers, kinds):
            for match in replacer.regex.finditer(text):
                if replacer.validator is None or replacer.validator(match.group(0)):
                    yield match.start(), match.end(), kind

    return [list(find(text)) for text in texts]


def presidio(texts):
    import tldextract

    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    from presidio_analyzer import predefined_recognizers as known

    logging.disable(logging.CRITICAL)
    recognizers = [
        (known.EmailRecognizer(), "EMAIL_ADDRESS", "email"), (known.IpRecognizer(), "IP_ADDRESS", "ip"),
        (known.PhoneRecognizer(), "PHONE_NUMBER", "phone"), (known.CreditCardRecognizer(), "CREDIT_CARD", "credit-card"),
        (known.IbanRecognizer(), "IBAN_CODE", "iban")]
    return [
        [
            (result.start, result.end, kind)
            for recognizer, entity, kind in recognizers
            for result in recognizer.analyze(text, [entity], None) or []
            if result.score > 0
        ]
        for text in texts
    ]


def phonenumbers(texts):
    from phonenumbers import PhoneNumberMatcher

    regions = ["US", "CN", "DE", "FR", "BR", "JP"]
    return [
        [(m.start, m.end, "phone") for region in regions for m in PhoneNumberMatcher(text, region)] for text in texts]


def stdnum(texts):
    from stdnum import iban, luhn
    from stdnum.cn import ric

    forms = [
        (re.compile(r"(?<!\w)\d(?:[ -]?\d){12,18}(?!\w)"), luhn, "credit-card"),
        (re.compile(r"(?<!\w)\d{17}[\dXx](?!\w)"), ric, "chinese-id"),
        (re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z\d]){11,30}(?!\w)"), iban, "iban")]
    return [
        [
            (match.start(), match.end(), kind)
            for form, module, kind in forms
            for match in form.finditer(text)
            if module.is_valid(match.group().replace(" ", "").replace("-", ""))
        ]
        for text in texts
    ]


def judge(documents, found):
    """For each kind: values, those that were found, spans, those that are right; and what went wrong."""
    counts, wrong = collections.defaultdict(collections.Counter), []
    for document, spans in zip(documents, found):
        text = document["text"]
        for start, end, kind in document["spans"]:
            covered = {place for first, last, other in spans if other == kind for place in range(first, last)}
            is_found = all(place in covered for place in range(start, end) if text[place].isalnum())
            counts[kind]["values"] += 1
            counts[kind]["found"] += is_found
            if not is_found:
                wrong.append(("missed", kind, text[start:end], document))
        for start, end, kind in set(spans):
            values = [(a, b) for a, b, other in document["spans"] if other == kind and a < end and start < b]
            is_right = bool(values) and start >= values[0][0] - 1 and end <= values[-1][1] + 1
            counts[kind]["spans"] += 1
            counts[kind]["right"] += is_right
            if not is_right:
                wrong.append(("wrong", kind, text[start:end], document))
    return counts, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sluice", default=".build/release/sluice")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=8, help="texts of each template")
    parser.add_argument("--half", type=int, choices=[0, 1], help="every second template only")
    parser.add_argument("--show", help="print what this program got wrong, one text of each template")
    parser.add_argument("--only", action="append", help="run only these programs")
    arguments = parser.parse_args()
    documents = make(arguments.seed, arguments.draws, arguments.half)
    texts = [document["text"] for document in documents]
    programs = {
        "sluice": lambda texts: sluice(texts, arguments.sluice), "datatrove": datatrove, "presidio": presidio,
        "phonenumbers": phonenumbers, "python-stdnum": stdnum}
    print(f"{len(texts)} texts, {sum(len(document['spans']) for document in documents)} values")
    print("recall / precision")
    print("| program | " + " | ".join(KINDS) + " | MB per CPU second |\n|" + "---|" * (len(KINDS) + 2))
    for name, find in programs.items():
        if arguments.only and name not in arguments.only:
            continue
        find(texts[:1])
        usage = lambda: time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        start = usage()
        found = find(texts)
        seconds = usage() - start
        counts, wrong = judge(documents, found)
        cells = []
        for kind in KINDS:
            count = counts[kind]
            share = lambda part, whole: f"{count[part] / count[whole]:.3f}" if count[whole] else "–"
            cells.append(f"{share('found', 'values')} / {share('right', 'spans')}" if count["spans"] else "–")
        speed = sum(len(text.encode()) for text in texts) / 1e6 / max(seconds, 1e-9)
        print(f"| {name} | " + " | ".join(cells) + f" | {speed:.2g} |", flush=True)
        if arguments.show == name:
            seen = set()
            for what, kind, part, document in wrong:
                if (what, document["template"]) not in seen:
                    seen.add((what, document["template"]))
                    print(f"    {what} {kind} «{part}» in {document['text']!r}")


if __name__ == "__main__":
    main()
