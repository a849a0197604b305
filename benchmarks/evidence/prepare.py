#!/usr/bin/env python3
"""Documents and pairs for the benchmark of one source, from the corpora as they are published.

    prepare.py CORPORA OUT [EXTRA]

CORPORA has ecbplus/ECBplus-xml.tar.xz, article-extraction-benchmark/ground-truth.json and
plagiarised-short-answers/; what is missing is left out and said. EXTRA has documents.tsv and
positives.tsv of the same form, for corpora that cannot be handed on. A group that begins with `+`
takes no part in the independent pairs.
"""
import csv
import json
import pathlib
import re
import sys
import tarfile
import xml.etree.ElementTree as ElementTree


def text_of_tokens(root):
    text, sentence = "", None
    for token in root.iter("token"):
        word = token.text or ""
        if sentence is not None and token.get("sentence") != sentence:
            text += "\n"
        elif text and not re.match(r"^[.,;:!?%)\]]|^'s$|^n't$", word):
            text += " "
        sentence = token.get("sentence")
        text += word
    return text


def news(corpora):
    archive = corpora / "ecbplus" / "ECBplus-xml.tar.xz"
    if archive.exists():
        with tarfile.open(archive) as files:
            for member in sorted(files.getmembers(), key=lambda m: m.name):
                if member.name.endswith(".xml"):
                    name = pathlib.Path(member.name).stem
                    twin = "plus" if "plus" in name else ""
                    root = ElementTree.parse(files.extractfile(member)).getroot()
                    yield f"ecb/{name}", f"ecb{name.split('_')[0]}{twin}", text_of_tokens(root)
    else:
        print(f"left out: {archive}", file=sys.stderr)
    truth = corpora / "article-extraction-benchmark" / "ground-truth.json"
    if truth.exists():
        for key, page in json.loads(truth.read_text()).items():
            yield f"page/{key[:12]}", f"page{key[:12]}", page["articleBody"]
    else:
        print(f"left out: {truth}", file=sys.stderr)


def answers(corpora):
    folder = corpora / "plagiarised-short-answers"
    if not (folder / "file_information.csv").exists():
        print(f"left out: {folder}", file=sys.stderr)
        return
    for line in csv.DictReader((folder / "file_information.csv").open()):
        name = line["File"].removesuffix(".txt")
        text = (folder / line["File"]).read_text(encoding="utf-8", errors="replace")
        yield name, line["Task"], line["Category"], text


def main():
    corpora, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    documents, positives = [], []
    for name, group, text in news(corpora):
        documents.append((name, group, text))
        words = text.split()
        if len(words) >= 250:
            part = words[len(words) * 3 // 10 : len(words) * 7 // 10]
            documents.append((f"{name}/part", "+part", " ".join(part)))
            positives.append(("excerpt-40-percent", name, f"{name}/part"))
    for name, task, category, text in answers(corpora):
        documents.append((name, "+answer", text))
        if category == "orig":
            continue
        label = "independent-answer" if category == "non" else f"{category}-answer"
        positives.append((label, name, f"orig_task{task}"))
    with (out / "documents.tsv").open("w") as file:
        for name, group, text in documents:
            text = text.replace("\\", " ").replace("\t", " ").replace("\r", "")
            file.write(f"{name}\t{group}\t" + text.replace("\n", "\\n") + "\n")
    with (out / "positives.tsv").open("w") as file:
        for row in positives:
            file.write("\t".join(row) + "\n")
    if len(sys.argv) > 3:
        for name in ("documents.tsv", "positives.tsv"):
            with (out / name).open("a") as file:
                file.write((pathlib.Path(sys.argv[3]) / name).read_text())


main()
