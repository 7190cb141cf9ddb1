package io.github.nanoservice.python;

/**
 * The type of a token. Every keyword and every operator has its own type. {@code match}, {@code
 * case} and {@code type} are names, because they are keywords only in some places.
 */
enum TokenType {
  FALSE("False"),
  NONE("None"),
  TRUE("True"),
  AND("and"),
  AS("as"),
  ASSERT("assert"),
  ASYNC("async"),
  AWAIT("await"),
  BREAK("break"),
  CLASS("class"),
  CONTINUE("continue"),
  DEF("def"),
  DEL("del"),
  ELIF("elif"),
  ELSE("else"),
  EXCEPT("except"),
  FINALLY("finally"),
  FOR("for"),
  FROM("from"),
  GLOBAL("global"),
  IF("if"),
  IMPORT("import"),
  IN("in"),
  IS("is"),
  LAMBDA("lambda"),
  NONLOCAL("nonlocal"),
  NOT("not"),
  OR("or"),
  PASS("pass"),
  RAISE("raise"),
  RETURN("return"),
  TRY("try"),
  WHILE("while"),
  WITH("with"),
  YIELD("yield"),

  LEFT_PARENTHESIS("("),
  RIGHT_PARENTHESIS(")"),
  LEFT_BRACKET("["),
  RIGHT_BRACKET("]"),
  LEFT_BRACE("{"),
  RIGHT_BRACE("}"),
  COMMA(","),
  COLON(":"),
  DOT("."),
  SEMICOLON(";"),
  ASSIGN("="),
  WALRUS(":="),
  ARROW("->"),
  ELLIPSIS("..."),
  STAR("*"),
  DOUBLE_STAR("**"),
  PLUS("+"),
  MINUS("-"),
  TILDE("~"),
  AT("@"),
  SLASH("/"),
  VERTICAL_BAR("|"),
  /** {@code <}, {@code ==} and the like. */
  COMPARISON("comparison"),
  /** A binary operator that has no other use. */
  OPERATOR("operator"),
  /** {@code +=} and similar operators. */
  AUGMENTED_ASSIGN("augmented assignment"),

  NAME("name"),
  NUMBER("number"),
  STRING("string"),
  /** The prefix and opening quotes of an f-string or t-string (PEP 701, PEP 750). */
  FSTRING_START("f-string"),
  FSTRING_END("end of f-string"),
  /** The brace that begins a replacement field. */
  FIELD_START("{"),
  FIELD_END("}"),
  /** The {@code !} before a conversion in a replacement field. */
  EXCLAMATION("!"),
  /** The colon before a format specification. */
  FIELD_COLON(":"),
  NEWLINE("end of line");

  private static final TokenType[] VALUES = values();
  private static final int KEYWORDS = YIELD.ordinal() + 1;

  private final String text;

  TokenType(String text) {
    this.text = text;
  }

  /** Returns the text of the token, or the name of its type. */
  String text() {
    return text;
  }

  static int keywords() {
    return KEYWORDS;
  }

  static TokenType keyword(int ordinal) {
    return VALUES[ordinal];
  }
}
