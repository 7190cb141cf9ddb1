import hashlib

from bulky import checksum, column_sums, double, repeat, squeeze, table, unsqueeze


def test_fifty_megabytes_of_text():
    text = repeat("0123456789", 5_000_000)
    assert len(text) == 50_000_000
    assert text[-10:] == "0123456789"


def test_bytes_there_and_back():
    data = bytes(range(256)) * 8192
    assert checksum(data) == hashlib.sha256(data).hexdigest()
    assert unsqueeze(squeeze(data)) == data


def test_many_small_values():
    rows = table(500, 100)
    assert column_sums(rows)[:3] == [0, 124750, 249500]
    kept = rows[499]
    double(rows)
    assert rows[499] is kept and kept[1] == 998
