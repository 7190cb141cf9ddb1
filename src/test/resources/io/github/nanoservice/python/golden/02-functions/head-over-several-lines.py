def main(
    first,
    second=2,
) -> (
    int
):
    return first
