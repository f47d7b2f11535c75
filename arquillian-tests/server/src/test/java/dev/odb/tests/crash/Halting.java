package dev.odb.tests.crash;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.byteman.rule.helper.Helper;

/** Byteman for a process that is to be halted. */
final class Halting {
    /** What a process that Byteman halted ends with: -1, as the operating system keeps it. */
    static final int STATUS = 255;

    private Halting() {}

    /** The JVM argument; its script is written to that folder. */
    static String agent(Path folder, OtherResource other) throws IOException, URISyntaxException {
        Path script = Files.writeString(folder.resolve("halt.btm"), Point.rules(other));
        Path agent = Path.of(
                Helper.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return "-javaagent:" + agent + "=script:" + script;
    }
}
