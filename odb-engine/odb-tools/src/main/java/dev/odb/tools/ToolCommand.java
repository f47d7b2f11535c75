package dev.odb.tools;

import dev.odb.CorruptStorageException;
import dev.odb.OdbException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands have in common: options, the form of the result, errors and exit codes. */
abstract class ToolCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private ProgressLine progress;

    /** Does it. Gives the exit code. */
    abstract int run(Output out);

    @Override
    public final Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        progress = new ProgressLine(err, common);
        Output out = new Output(spec.commandLine().getOut(), common.json, spec.name());
        try {
            if (common.driver != null) {
                Drivers.load(common.driver);
            }
            int exit = run(out);
            progress.end();
            out.end(exit);
            return exit;
        } catch (ParameterException e) {
            String message = ToolsMessages.usage(e.getMessage(), spec.qualifiedName());
            return fail(out, err, ExitCode.USAGE, message, e);
        } catch (CorruptStorageException e) {
            return fail(out, err, ExitCode.FINDINGS, e.getMessage(), e);
        } catch (OdbException e) {
            boolean damage = e.getCause() instanceof CorruptStorageException;
            return fail(out, err, damage ? ExitCode.FINDINGS : ExitCode.REFUSED, e.getMessage(), e);
        } catch (CancellationException e) {
            return fail(out, err, ExitCode.REFUSED, ToolsMessages.cancelled().getMessage(), e);
        } catch (RuntimeException e) {
            return fail(out, err, ExitCode.INTERNAL, ToolsMessages.internal(e), e);
        } catch (OutOfMemoryError e) {
            String message = ToolsMessages.outOfMemory(Runtime.getRuntime().maxMemory());
            return fail(out, err, ExitCode.REFUSED, message, e);
        }
    }

    private int fail(Output out, PrintWriter err, int exit, String message, Throwable cause) {
        progress.end();
        int colon = message.indexOf(':');
        out.fail(exit, message.substring(0, colon), message.substring(colon + 2));
        err.println(Output.printable(message));
        if (common.debug) {
            cause.printStackTrace(err);
        }
        return exit;
    }

    ProgressLine progress() {
        return progress;
    }

    /** Something that the user must be told and that is no result. */
    void note(String text) {
        if (!common.quiet) {
            spec.commandLine().getErr().println(text);
        }
    }

    ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
