"""web-anno-tsv, a reader of WebAnno TSV that is not ours: its sentences, offsets and labels. It takes the label from the
fifth column, after one that it does not read, so it is given the files with these two changed about; of a line end inside
a sentence it makes two letters, so the sentences that have one are left to `offsets`."""

from web_anno_tsv import open_web_anno_tsv

from expected import Check, trimmed

check = Check()
sentences = 0
for path in sorted((check.written / "webanno-tsv").glob("*.tsv")):
    blocks = path.read_bytes().decode().split("\n\n")
    head, kept, starts, units = blocks[0], [], [], 0
    for block in blocks[1:]:
        text, *rows = block.strip("\n").split("\n")
        cells = [row.split("\t") for row in rows]
        if "\\" in text.removeprefix("#Text="):
            continue
        for row in cells:
            row[3], row[4] = row[4], row[3]
        kept.append("\n".join([text, *("\t".join(row) for row in cells)]))
        starts.append(int(cells[0][1].split("-")[0]))
    changed = check.back / f"{path.stem}.txt"
    changed.write_text(head + "\n\n\n" + "\n\n".join(kept) + "\n", encoding="utf-8", newline="")
    with open_web_anno_tsv(str(changed)) as file:
        read = list(file) if kept else []
    check.same(f"{path.stem} sentences", len(read), len(kept))
    [article] = [
        a for a in check.articles
        if "".join(a.text.split()) == "".join(row.split("\t")[2] for b in blocks[1:] for row in b.strip("\n").split("\n")[1:])
    ]
    encoded = article.text.encode("utf-16-le")
    for sentence, start in zip(read, starts):
        begin = len(encoded[: 2 * start].decode("utf-16-le"))
        end = begin + len(sentence.text)
        check.same("text", sentence.text, article.text[begin:end])
        # It reads a sentence at a time: of a span over several, the part in each.
        parts = [(label, max(a, begin), min(b, end)) for label, a, b in article.spans if a < end and begin < b]
        inside = [part for part in (trimmed(article.text, part) for part in parts) if part]
        got = sorted((a.label, begin + a.start, begin + a.stop) for a in sentence.annotations)
        check.same(f"{article.id} sentence at {begin}", got, sorted(inside))
        sentences += 1
check.same("some sentences were read", sentences > 3, True)
check.end()
