package io.github.nanoservice.topology;

import io.github.nanoservice.python.Function;
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

  /** What tells it from every other function, whatever they are called. */
  String key() {
    return key(file, function);
  }

  /** The same of a function that is not known to be served. */
  static String key(SourceFile file, Function function) {
    return file.path() + ":" + function.name();
  }
}
