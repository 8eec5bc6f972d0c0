"""The articles as brat has them: line feeds alone, and no line end or tab at the ends of a span."""

BREAKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"


def in_brat(article):
    """The text, the spans and the relations of an article, moved to where they are with plain line feeds."""
    text = article.text.replace("\r\n", "\n").replace("\r", "\n")
    places = {}

    def moved(span):
        label, start, end = span
        start, end = (len(article.text[:at].replace("\r\n", "\n")) for at in (start, end))
        while start < end and text[start] in BREAKS:
            start += 1
        while start < end and text[end - 1] in BREAKS:
            end -= 1
        return (label, start, end)

    spans = sorted(moved(span) for span in article.spans)
    relations = sorted((kind, moved(start), moved(end)) for kind, start, end in article.relations)
    return text, spans, relations
