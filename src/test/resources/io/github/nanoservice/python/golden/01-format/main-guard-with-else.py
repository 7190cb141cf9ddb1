def main(): pass
# An import would run the else part.
if __name__ == "__main__":
    main()
else:
    print("imported")
