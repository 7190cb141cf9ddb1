package io.github.nanoservice.services;

import io.github.nanoservice.python.Function;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.Comparator;

/**
 * A function that is served.
 *
 * @param name the function's name, or {@code module.function} where names are qualified; its host
 *     name wherever that is legal
 * @param slug its name in lower case ASCII, legal in DNS and as the name of an image
 * @param file where it is defined
 * @param function the function
 */
public record Endpoint(String name, String slug, SourceFile file, Function function) {
  /** By path of their file and place in it. */
  public static final Comparator<Endpoint> BY_PLACE =
      Comparator.comparing((Endpoint endpoint) -> endpoint.file().path())
          .thenComparing(endpoint -> endpoint.function().span().start());

  /** The function as something that a service carries. */
  public Definition.OfFunction definition() {
    return new Definition.OfFunction(file, function);
  }

  /** Identifies the function among all definitions of the sources. */
  public String key() {
    return definition().key();
  }
}
