package io.github.nanoservice.services;

import io.github.nanoservice.naming.HostName;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.SourceFile;
import java.util.Comparator;

/**
 * A function that is served.
 *
 * @param name the function's name, or {@code module.function} if names are qualified; its host name
 *     if it is a legal one
 * @param dnsLabel its name as a DNS label
 * @param file where it is defined
 * @param function the function
 */
public record Endpoint(String name, String dnsLabel, SourceFile file, Function function)
    implements Served {
  /** By path and offset. */
  public static final Comparator<Endpoint> BY_LOCATION =
      Comparator.comparing((Endpoint endpoint) -> endpoint.file().path())
          .thenComparing(endpoint -> endpoint.function().span().start());

  /** Whether its name is the name of its host; otherwise that is its DNS label. */
  public boolean hostedByName() {
    return HostName.isLegal(name) && !DnsLabel.distinct(name).equals(dnsLabel);
  }

  /** The name of its host. */
  public String host() {
    return hostedByName() ? name : dnsLabel;
  }

  @Override
  public String simpleName() {
    return function.name();
  }

  @Override
  public Definition.OfFunction definition() {
    return new Definition.OfFunction(file, function);
  }
}
