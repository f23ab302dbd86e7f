import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Renders with handlebars.java, set up so that it fails with the words of SES.
 *
 * Each line of the input is a JSON object with a `template` and its `data`. Each line of the output, in the same order,
 * holds the rendered `text` or the `failure`.
 */
public final class Engine {
  /** Replaced by SES itself, after the rendering. */
  private static final List<String> PLACEHOLDERS = List.of("amazonSESUnsubscribeUrl", "ses:openTracker");
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    Handlebars handlebars = engine();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode request = JSON.readTree(line);
      out.println(JSON.writeValueAsString(render(handlebars, request.get("template").textValue(), request.get("data"))));
    }
  }

  private static Handlebars engine() {
    Handlebars handlebars = new Handlebars(new NoPartials()).with(EscapingStrategy.NOOP);
    Helper<Object> missing = (context, options) -> {
      throw new MissingAttribute(options.helperName);
    };
    handlebars.registerHelperMissing(missing);
    for (String name : PLACEHOLDERS) {
      Helper<Object> placeholder = (context, options) -> new Handlebars.SafeString("{{" + name + "}}");
      handlebars.registerHelper(name, placeholder);
    }
    return handlebars;
  }

  private static Map<String, String> render(Handlebars handlebars, String template, JsonNode data) {
    try {
      Template compiled = handlebars.compileInline(template);
      return Map.of("text", compiled.apply(JSON.convertValue(data, Map.class)));
    } catch (Exception | StackOverflowError cause) {
      for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
        if (inner instanceof MissingAttribute) return Map.of("failure", inner.getMessage());
      }
      return Map.of("failure", String.valueOf(cause.getMessage()));
    }
  }

  private static final class MissingAttribute extends RuntimeException {
    MissingAttribute(String name) {
      super("Attribute '" + name + "' is not present in the rendering data.");
    }
  }

  /** SES knows inline partials only. */
  private static final class NoPartials extends AbstractTemplateLoader {
    @Override
    public TemplateSource sourceAt(String location) throws FileNotFoundException {
      throw new FileNotFoundException(location);
    }
  }
}
