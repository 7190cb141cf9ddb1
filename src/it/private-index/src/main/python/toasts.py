import absent_friend


def main():
    return absent_friend.TOAST
