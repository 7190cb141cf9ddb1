package io.github.nanoservice.python;

import java.util.Set;

/**
 * Calls that change their first argument, or the object behind {@code super()} (Python's library
 * reference): {@code next(ids)}, {@code setattr(self, "a", 1)}, {@code dict.pop(self, "a")}.
 */
final class ChangedArguments {
  private static final Set<String> BUILTINS = Set.of("anext", "delattr", "next", "setattr");

  /** Of the modules {@code heapq}, {@code bisect} and {@code random}. */
  private static final Set<String> FUNCTIONS =
      Set.of(
          "heapify",
          "heappop",
          "heappush",
          "heappushpop",
          "heapreplace",
          "insort",
          "insort_left",
          "insort_right",
          "shuffle");

  private static final Set<String> ATTRIBUTES = Set.of("__delattr__", "__setattr__");

  private static final Set<String> TYPES =
      Set.of("bytearray", "deque", "dict", "list", "set", "OrderedDict");

  private final Tokens tokens;
  private final NameTable names;

  ChangedArguments(Tokens tokens, NameTable names) {
    this.tokens = tokens;
    this.names = names;
  }

  /** Whether a name begins the first argument of such a call and is what the call changes. */
  boolean has(int name) {
    return name > 1
        && tokens.type(name - 1) == TokenType.LEFT_PARENTHESIS
        && tokens.type(name - 2) == TokenType.NAME
        && changes(name - 2)
        && isWhole(name);
  }

  private boolean changes(int callee) {
    String name = names.name(tokens.name(callee));
    if (callee == 0 || tokens.type(callee - 1) != TokenType.DOT) {
      return BUILTINS.contains(name) || FUNCTIONS.contains(name);
    }
    boolean ofType =
        tokens.type(callee - 2) == TokenType.NAME
            && TYPES.contains(names.name(tokens.name(callee - 2)));
    return FUNCTIONS.contains(name)
        || ATTRIBUTES.contains(name)
        || ofType && MutatingMethods.contain(name);
  }

  /** Whether the argument is the name, perhaps with attributes and an item, and not a call. */
  private boolean isWhole(int name) {
    int i = name + 1;
    while (tokens.type(i) == TokenType.DOT) {
      i += 2;
    }
    return switch (tokens.type(i)) {
      case COMMA, RIGHT_PARENTHESIS, LEFT_BRACKET -> true;
      default -> false;
    };
  }

  /** Whether a name is the {@code super} of a call that changes the instance. */
  boolean hasSuper(int name) {
    if (tokens.name(name) != names.super_
        || name + 5 >= tokens.size()
        || tokens.type(name + 1) != TokenType.LEFT_PARENTHESIS
        || tokens.type(name + 2) != TokenType.RIGHT_PARENTHESIS
        || tokens.type(name + 3) != TokenType.DOT
        || tokens.type(name + 4) != TokenType.NAME) {
      return false;
    }
    String method = names.name(tokens.name(name + 4));
    return tokens.type(name + 5) == TokenType.LEFT_PARENTHESIS
        && (MutatingMethods.contain(method) || ATTRIBUTES.contains(method));
  }
}
