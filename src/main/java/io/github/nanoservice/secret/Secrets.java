package io.github.nanoservice.secret;

import java.util.Optional;

/**
 * The secrets of a running bundle.
 *
 * @param token identifies callers
 * @param tls what services serve and call with; without it they use plain HTTP
 */
public record Secrets(Token token, Optional<TlsFiles> tls) {}
