package dev.odb.tools;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tool as a whole; without a command it says which there are. */
@Command(
        name = "odb",
        description =
                "Looks at ODB databases in folders, checks, repairs, packs, copies, backs up and restores them, and says who may use them"
                        + " and who hears of their changes.",
        mixinStandardHelpOptions = true,
        versionProvider = OdbTool.Version.class,
        subcommands = {
            VerifyCommand.class,
            RecoverCommand.class,
            DumpCommand.class,
            BranchesCommand.class,
            QueuesCommand.class,
            TasksCommand.class,
            PackCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            CopyCommand.class,
            UsersCommand.class,
            SubscriptionsCommand.class,
            VersionsCommand.class,
            AuditCommand.class
        })
final class OdbTool implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "no command was given");
    }

    /** The version that the jar's manifest names. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = OdbTool.class.getPackage().getImplementationVersion();
            return new String[] {"odb " + (version == null ? "(not from its jar)" : version)};
        }
    }
}
