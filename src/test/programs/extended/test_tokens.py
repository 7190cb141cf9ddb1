from tokens import Lexer, Token, evaluate, lex, numbers


def test_named_tuples():
    assert lex("1+2") == [Token("number", "1"), Token("plus"), Token("number", "2")]
    assert numbers([Token("number", "7"), Token("plus")]) == [7]


def test_a_nested_exception():
    assert evaluate("1+2") == 3
    assert evaluate("1-2") == 1
    try:
        lex("?")
    except Lexer.Error as error:
        assert error.place == 0
