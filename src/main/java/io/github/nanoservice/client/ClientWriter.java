package io.github.nanoservice.client;

import io.github.nanoservice.contract.Contract;
import io.github.nanoservice.render.Templates;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes the Java client of functions. The same input gives the same bytes. */
public final class ClientWriter {
  /** What is the same in every client but for its package. */
  private static final List<String> RUNTIME =
      List.of(
          "Arguments",
          "CallFailedException",
          "Calls",
          "Form",
          "Given",
          "PythonException",
          "Reading");

  private final ClientSettings settings;
  private final Templates templates = new Templates();

  public ClientWriter(ClientSettings settings) {
    this.settings = settings;
  }

  /**
   * Writes a client.
   *
   * @param contracts of the functions it calls
   * @return source files by their paths, with {@code /}
   */
  public SortedMap<String, byte[]> write(List<Contract> contracts) {
    JavaNames methods = new JavaNames("create", "builder");
    Set<String> types = new HashSet<>(RUNTIME);
    types.add(settings.name());
    types.add(settings.client());
    List<FunctionPage> functions =
        contracts.stream()
            .sorted(Comparator.comparing(contract -> contract.endpoint().name()))
            .map(
                contract ->
                    new FunctionPage(
                        settings.packageName(), contract, methods, name -> free(types, name)))
            .toList();
    SortedMap<String, byte[]> files = new TreeMap<>();
    RUNTIME.forEach(name -> add(files, name, name, Map.of("package", settings.packageName())));
    functions.stream()
        .flatMap(function -> function.options().stream())
        .forEach(options -> add(files, options.name(), "Options", options));
    add(files, settings.name(), "Interface", page(settings.name(), functions, Set.of()));
    add(
        files,
        settings.client(),
        "Client",
        page(
            settings.client(),
            functions,
            Set.of(
                "java.net.URI",
                "java.net.http.HttpClient",
                "java.time.Duration",
                "java.util.HashMap",
                "java.util.Map")));
    return files;
  }

  private ClientPage page(String name, List<FunctionPage> functions, Set<String> more) {
    Set<String> imports = new TreeSet<>(more);
    functions.forEach(function -> imports.addAll(function.imports()));
    return new ClientPage(settings.packageName(), name, settings.name(), functions, imports);
  }

  private static String free(Set<String> types, String method) {
    String name = JavaNames.type(method) + "Options";
    while (!types.add(name)) {
      name += "_";
    }
    return name;
  }

  private void add(SortedMap<String, byte[]> files, String name, String template, Object values) {
    files.put(
        settings.packageName().replace('.', '/') + "/" + name + ".java",
        templates.fill("client/" + template + ".java", values));
  }
}
