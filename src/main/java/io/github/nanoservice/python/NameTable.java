package io.github.nanoservice.python;

import java.util.Arrays;

/**
 * Assigns numbers to the names of a module, so that the parser compares and indexes by number.
 * Keywords come first, in the order of {@link TokenType}.
 */
final class NameTable {
  private static final boolean[] NAME_CHARACTERS = new boolean[0x80];

  static {
    for (char c = 0; c < NAME_CHARACTERS.length; c++) {
      NAME_CHARACTERS[c] = Character.isLetterOrDigit(c) || c == '_';
    }
  }

  /** The names that every table has. */
  private static final NameTable COMMON = new NameTable(128);

  private String[] names;
  private int[] hashes;
  private int[] slots;
  private boolean[] privates;
  private int size;
  private int end;

  final int match;
  final int case_;
  final int type;
  final int underscore;
  final int dunderName;
  final int dunderClass;
  final int dunderDebug;
  final int super_;
  private final int dunderClassdict;

  NameTable() {
    names = COMMON.names.clone();
    hashes = COMMON.hashes.clone();
    slots = COMMON.slots.clone();
    privates = COMMON.privates.clone();
    size = COMMON.size;
    match = COMMON.match;
    case_ = COMMON.case_;
    type = COMMON.type;
    underscore = COMMON.underscore;
    dunderName = COMMON.dunderName;
    dunderClass = COMMON.dunderClass;
    dunderDebug = COMMON.dunderDebug;
    super_ = COMMON.super_;
    dunderClassdict = COMMON.dunderClassdict;
  }

  private NameTable(int capacity) {
    names = new String[capacity];
    hashes = new int[capacity];
    slots = new int[capacity * 4];
    privates = new boolean[capacity];
    Arrays.fill(slots, -1);
    for (int i = 0; i < TokenType.keywords(); i++) {
      number(TokenType.keyword(i).text());
    }
    match = number("match");
    case_ = number("case");
    type = number("type");
    underscore = number("_");
    dunderName = number("__name__");
    dunderClass = number("__class__");
    dunderDebug = number("__debug__");
    super_ = number("super");
    dunderClassdict = number("__classdict__");
  }

  int size() {
    return size;
  }

  String name(int number) {
    return names[number];
  }

  /**
   * Returns whether a class mangles the name: it starts with two underscores and does not end with
   * two (language reference §6.2.1).
   */
  boolean isPrivate(int number) {
    return privates[number];
  }

  /** Returns whether the methods of every class can use the name without a binding. */
  boolean isClassCell(int number) {
    return number == dunderClass || number == dunderClassdict;
  }

  /**
   * Returns the number of the ASCII name that begins at an offset. The name can be empty. {@link
   * #end} returns where it ends.
   */
  int read(String text, int start) {
    int hash = 0;
    int i = start;
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= NAME_CHARACTERS.length || !NAME_CHARACTERS[c]) {
        break;
      }
      hash = hash * 31 + c;
    }
    end = i;
    return number(text, start, i, hash);
  }

  /** Returns whether a name can contain a character. All characters outside ASCII count as such. */
  static boolean isNameCharacter(char c) {
    return c >= NAME_CHARACTERS.length || NAME_CHARACTERS[c];
  }

  /** Returns where the last name ends. */
  int end() {
    return end;
  }

  private int number(String text, int start, int end, int hash) {
    int slot = spread(hash);
    while (slots[slot] >= 0) {
      int candidate = slots[slot];
      if (hashes[candidate] == hash
          && names[candidate].length() == end - start
          && text.startsWith(names[candidate], start)) {
        return candidate;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return add(text.substring(start, end), hash, slot);
  }

  /** Returns the number of a name after NFKC normalisation, as Python compares names (PEP 3131). */
  int numberNormalized(String name) {
    return number(Identifier.normalized(name));
  }

  int number(String name) {
    return number(name, 0, name.length(), name.hashCode());
  }

  private int add(String name, int hash, int slot) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      privates = Arrays.copyOf(privates, size * 2);
    }
    names[size] = name;
    hashes[size] = hash;
    privates[size] = name.startsWith("__") && !name.endsWith("__");
    slots[slot] = size;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return size - 1;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    Arrays.fill(slots, -1);
    for (int i = 0; i < size; i++) {
      int slot = spread(hashes[i]);
      while (slots[slot] >= 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i;
    }
  }

  private int spread(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
  }
}
