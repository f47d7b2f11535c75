package dev.odb.tools;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A run of the tool in this process.
 *
 * @param exit its exit code
 * @param out what it said on standard output
 * @param err what it said on standard error
 */
record Tool(int exit, String out, String err) {
    /** Runs it. */
    static Tool run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Tool(exit, out.toString(), err.toString());
    }

    /** Its result, which is one JSON document. */
    JsonNode json() throws Exception {
        return json(out);
    }

    static JsonNode json(String text) throws Exception {
        return new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(text);
    }
}
