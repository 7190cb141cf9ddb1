package io.github.nanoservice.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The bearer token (RFC 6750) that identifies callers who belong to a running bundle. Its text
 * appears in no message, because {@link #toString} does not contain it.
 */
public final class Token {
  /** 256 bits cannot be guessed. */
  private static final int RANDOM_BYTES = 32;

  /** RFC 6750 §2.1: {@code b64token}. Shorter ones can be guessed; longer ones fill a head. */
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._~+/-]{32,512}+=*+");

  private final String text;

  private Token(String text) {
    this.text = text;
  }

  /** Returns a new token that nobody can predict. */
  public static Token random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /**
   * Returns the token with a text, or nothing if the text cannot be a token.
   *
   * @param text 32 to 512 of the characters that RFC 6750 allows; blanks around them are ignored
   */
  public static Optional<Token> of(String text) {
    return Optional.of(text.strip()).filter(LEGAL.asMatchPredicate()).map(Token::new);
  }

  /** Returns the text, for a file that only the services and their callers can read. */
  String text() {
    return text;
  }

  /** Returns the value of the request header {@code Authorization}. */
  public String authorization() {
    return "Bearer " + text;
  }

  /** Compares in a time that does not depend on where two tokens differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Token token && MessageDigest.isEqual(bytes(), token.bytes());
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
