package io.github.nanoservice.render;

import io.github.nanoservice.python.Reference;
import io.github.nanoservice.topology.Binding;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.Service;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names at the top level of a generated module. Those of the user's functions come first, all
 * that they bind and all that they look up there; ours step aside.
 */
final class ModuleNames {
  private static final Pattern FROM = Pattern.compile("from\\s.*?\\simport\\s+", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("import\\s+");
  private static final Pattern AS = Pattern.compile(".*\\sas\\s+", Pattern.DOTALL);

  private final Set<String> taken = new HashSet<>();

  ModuleNames(Service service) {
    Stream.concat(service.endpoints().stream(), service.carried().stream())
        .map(Endpoint::function)
        .forEach(
            function -> {
              taken.add(function.name());
              function.references().stream().map(Reference::name).forEach(taken::add);
            });
    service.bindings().forEach(this::take);
  }

  /** The wanted name, with as many underscores behind it as make it free; taken from now on. */
  String free(String wanted) {
    String name = wanted;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  private void take(Binding binding) {
    if (binding instanceof Binding.Remote remote) {
      taken.add(remote.name());
    } else if (binding instanceof Binding.Namespace namespace) {
      namespace.name().ifPresent(taken::add);
    } else if (binding instanceof Binding.Library library) {
      boundBy(library.statement()).forEach(taken::add);
    }
  }

  /** {@code import a.b} binds {@code a}; {@code from a import b, c as d} binds b and d. */
  private static Stream<String> boundBy(String statement) {
    boolean from = FROM.matcher(statement).lookingAt();
    String names = (from ? FROM : IMPORT).matcher(statement).replaceFirst("");
    return Arrays.stream(names.replaceAll("[()]", "").split(","))
        .map(String::strip)
        .map(name -> AS.matcher(name).replaceFirst(""))
        .map(name -> name.replaceFirst("\\..*", ""));
  }
}
