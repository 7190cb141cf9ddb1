package io.github.nanoservice.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The plugin's Mustache templates. */
public final class Templates {
  private final DefaultMustacheFactory factory = new Verbatim();

  /**
   * Fills a template and returns the text. Values are inserted without escaping.
   *
   * @param template its file name without {@code .mustache}
   * @param models objects whose methods give the values; if several have a method, the last counts
   */
  public String text(String template, Object... models) {
    Mustache mustache = factory.compile(template + ".mustache");
    StringWriter out = new StringWriter();
    mustache.execute(out, List.of(models));
    return out.toString();
  }

  /** Fills a template, as {@link #text} does, and returns the text in UTF-8. */
  public byte[] fill(String template, Object... models) {
    return text(template, models).getBytes(StandardCharsets.UTF_8);
  }

  /** The output is Python and YAML, not HTML: {@code <} must not become {@code &lt;}. */
  private static final class Verbatim extends DefaultMustacheFactory {
    Verbatim() {
      super(
          name ->
              new InputStreamReader(
                  Templates.class.getResourceAsStream("/io/github/nanoservice/templates/" + name),
                  StandardCharsets.UTF_8));
    }

    @Override
    public void encode(String value, Writer writer) {
      try {
        writer.write(value);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory failed", e);
      }
    }
  }
}
