package io.github.nanoservice.secret;

import java.util.Optional;

/**
 * The secrets of a running bundle.
 *
 * @param token identifies callers
 * @param tls what services serve and call with; without it they use plain HTTP
 * @param program the secrets of the program
 */
public record Secrets(Token token, Optional<TlsFiles> tls, ProgramSecrets program) {

  /** Takes the secrets of a bundle whose program has none. */
  public Secrets(Token token, Optional<TlsFiles> tls) {
    this(token, tls, ProgramSecrets.NONE);
  }
}
