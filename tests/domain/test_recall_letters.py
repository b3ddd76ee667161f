from __future__ import annotations

from needlelog.domain.recall_letters import letter, unknown_words


def test_what_is_filled_in_is_shown_as_it_was_written() -> None:
    text = letter(
        "{{client}}\n{{ address }}\n\n# About lot {{lot}}\n{{phone}}\nDear {{client}}, {{other}}",
        {
            "client": "# *Anna* <b>",
            "address": "Mill 1\n\n  2 Town",
            "lot": "A_1",
            "phone": "",
        },
    )
    assert text == (
        "\\# \\*Anna\\* \\<b\\>\nMill 1  \n2 Town\n\n# About lot A\\_1\n"
        "Dear \\# \\*Anna\\* \\<b\\>, {{other}}\n"
    )


def test_words_that_mean_nothing_are_named_once() -> None:
    assert unknown_words("{{client}} {{dog}} {{ dog }} {{lot}}") == ("dog",)
    assert unknown_words("plain") == ()
