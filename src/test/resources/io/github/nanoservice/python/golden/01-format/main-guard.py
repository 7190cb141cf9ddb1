def main():
    print("Hello")


# The guard is left out, and no fault: an import never runs it.
if __name__ == "__main__":
    main()
