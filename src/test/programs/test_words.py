from words import by_length, index, search, stem, words


def documents():
    return {"a": "Walking dogs walked.", "b": "A dog; the STRASSE, die Straße", "c": ""}


def test_words_of_any_language():
    assert words("Straße, naïve 42 été_1") == ["strasse", "naïve", "été"]
    assert stem("dogs") == "dog"


def test_an_index():
    assert index(documents())["dog"] == {"a": 1, "b": 1}
    assert index(documents())["walk"] == {"a": 2}


def test_search():
    assert search(documents(), "dog") == ["a", "b"]
    assert search(documents(), "strasse dogs") == ["b"]
    assert search(documents(), "") == []


def test_integers_as_keys():
    assert by_length("to be or not to bee") == {2: ["be", "or", "to"], 3: ["bee", "not"]}
