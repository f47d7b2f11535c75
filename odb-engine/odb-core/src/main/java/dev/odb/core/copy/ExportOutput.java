package dev.odb.core.copy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes the parts of an export, each with its checksum at the end. */
final class ExportOutput {
    private final CRC32C checksum = new CRC32C();
    private final DataOutputStream out;

    ExportOutput(OutputStream out) {
        this.out = new DataOutputStream(new CheckedOutputStream(out, checksum));
    }

    /** Where to write a part. */
    DataOutputStream part() {
        return out;
    }

    /** Ends a part. */
    void end() throws IOException {
        int value = (int) checksum.getValue();
        out.writeInt(value);
        checksum.reset();
    }

    void flush() throws IOException {
        out.flush();
    }
}
