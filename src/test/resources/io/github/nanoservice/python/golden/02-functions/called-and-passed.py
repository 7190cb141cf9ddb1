def main():
    helper()
    use(helper)
    helper.cache.clear()
    (helper)()
    helper[0]()
    return helper
