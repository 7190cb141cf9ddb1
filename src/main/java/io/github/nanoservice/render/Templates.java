package io.github.nanoservice.render;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The Mustache templates of the plugin, by file name. */
public final class Templates {
  private final DefaultMustacheFactory factory = new Verbatim();

  /** Fills a template; what a value says goes in as it is. */
  public byte[] fill(String template, Object values) {
    Mustache mustache = factory.compile(template + ".mustache");
    StringWriter out = new StringWriter();
    mustache.execute(out, values);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What is written is Python and YAML, not HTML: {@code <} must not become {@code &lt;}. */
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
