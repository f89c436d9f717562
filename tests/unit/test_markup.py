"""The markup of chats and status pages becomes Markdown."""

from typing import Any

import pytest

from pmtui.sources.markup import markdown_of_html, markdown_of_slack, text_of_attachments, text_of_blocks

_NAMES = {"U1": "ann", "C1": "ops"}


def name(known_as: str) -> str:
    return _NAMES.get(known_as, known_as)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("*b* _i_ ~s~ `*c*`", "**b** _i_ ~~s~~ `*c*`"),
        ("<!subteam^S1|@night-watch> look", "@night-watch look"),
        ("<!here> and <!channel>", "@here and @channel"),
        ("<!date^1700000000^{date}|yesterday>", "yesterday"),
        ("<@U1>, <@U2|bob>, <#C1>, <#C2|net>", "@ann, @bob, #ops, #net"),
        ("<https://a.example/x|the graph>", "[the graph](https://a.example/x)"),
        ("`<https://a.example/x|the graph>`", "`the graph`"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
    ],
)
def test_slacks_markup(text: str, markdown: str) -> None:
    assert markdown_of_slack(text, name) == markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("<p>x<ul><li>one<li>two</ul>y", "x\n- one\n- two\ny"),
        ("<ol><li>one<ul><li>deep</ul><li>two</ol>", "1. one\n  - deep\n2. two"),
        ("<blockquote>q<br>r</blockquote>z", "> q\n> r\nz"),
        ("<b> a </b>b", "**a** b"),
        ("<i><b>a</b></i> <s>c</s>", "_**a**_ ~~c~~"),
        ("<b>a</i>b</b> c", "**ab** c"),
        ("<i>a<b>b</i>c</b>", "a**bc**"),
        ("<b></b>x", "x"),
        ("<a href='https://a.example'>t</a>", "[t](https://a.example)"),
        ("<pre>a\n  b</pre>c", "```\na\n  b\n```\nc"),
        ("a<script>b</script>c", "ac"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a | b\nc"),
    ],
)
def test_html(text: str, markdown: str) -> None:
    assert markdown_of_html(text) == markdown


def section(text: str) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}


@pytest.mark.parametrize(
    ("element", "markdown"),
    [
        ({"type": "rich_text_list", "elements": [section("one"), section("two")]}, "- one\n- two"),
        (section("q\nr") | {"type": "rich_text_quote"}, "> q\n> r"),
        (section("x = 1") | {"type": "rich_text_preformatted"}, "```\nx = 1\n```"),
        ({"elements": [{"type": "user", "user_id": "U1"}, {"type": "channel", "channel_id": "C1"}]}, "@ann#ops"),
        ({"elements": [{"type": "broadcast", "range": "here"}, {"type": "emoji", "name": "fire"}]}, "@here:fire:"),
        ({"elements": [{"type": "text", "text": " b ", "style": {"bold": True, "strike": True}}]}, "~~**b**~~"),
        ({"elements": [{"type": "text", "text": "c", "style": {"code": True, "bold": True}}]}, "`c`"),
        ({"elements": [{"type": "link", "url": "https://a.example", "text": "t"}]}, "[t](https://a.example)"),
    ],
)
def test_a_rich_text_of_slack(element: dict[str, Any], markdown: str) -> None:
    assert text_of_blocks([{"type": "rich_text", "elements": [element]}], name).strip() == markdown


def test_a_block_of_slack_without_its_buttons() -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Acknowledge"}}
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "*High* load"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "*db1*"}, "fields": [{"type": "mrkdwn", "text": "_x_"}]},
        {"type": "actions", "elements": [button]},
    ]
    assert text_of_blocks(blocks, name) == "*High* load\n**db1**\n_x_"


def test_an_attachment_of_slack_but_no_preview_of_a_link() -> None:
    attachments = [
        {
            "title": "Load",
            "title_link": "https://a.example",
            "text": "*high*",
            "fields": [{"title": "Host", "value": "db1"}],
        },
        {"from_url": "https://b.example", "text": "a preview"},
        {"fallback": "in plain words"},
    ]
    assert text_of_attachments(attachments, name) == ("[Load](https://a.example)\n**high**\nHost: db1\nin plain words")
