package io.github.nanoservice.secret;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The secrets that the user gives to a bundle.
 *
 * @param token the token; without it each start makes a new one
 * @param tls what services serve and call with; without it they use plain HTTP
 * @param program the secrets of the program
 */
public record GivenSecrets(Optional<Token> token, Optional<TlsFiles> tls, ProgramSecrets program) {

  /** Takes what the user gives for a program without secrets. */
  public GivenSecrets(Optional<Token> token, Optional<TlsFiles> tls) {
    this(token, tls, ProgramSecrets.NONE);
  }

  /** The user gives nothing. */
  public static final GivenSecrets NONE = new GivenSecrets(Optional.empty(), Optional.empty());

  /**
   * Reads a token from a file.
   *
   * @throws InvalidSecretException if the file cannot be read or contains no token
   */
  public static Token token(Path file) throws InvalidSecretException {
    return Token.of(SecretFile.read(file))
        .orElseThrow(
            () ->
                new InvalidSecretException(
                    "the content of %s is not a token".formatted(file),
                    "Write 32 to 512 letters, digits or the characters . _ ~ + / - into the file,"
                        + " for example the output of: openssl rand -hex 32."));
  }

  /** Returns these secrets, with a new token if the user gives none. */
  public Secrets complete() {
    return new Secrets(token.orElseGet(Token::random), tls, program);
  }

  /** Whether services that run with some secrets have those that the user gives. */
  public boolean accept(Secrets running) {
    return token.map(running.token()::equals).orElse(true)
        && tls.equals(running.tls())
        && program.equals(running.program());
  }

  /** Returns the scheme of the services' addresses. */
  public String scheme() {
    return TlsFiles.scheme(tls.isPresent());
  }
}
