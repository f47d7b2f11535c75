package dev.odb.tools;

import dev.odb.BranchInDoubt;
import dev.odb.ObjectDatabase;
import dev.odb.Outcome;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the branches in doubt, and decides one by hand. */
@Command(
        name = "branches",
        mixinStandardHelpOptions = true,
        description =
                "Lists the branches of distributed transactions that are in doubt, and those that were decided by hand and"
                        + " are not forgotten; the database may be in use. With an option it decides one in the place of its"
                        + " transaction manager, or forgets that; then the database must not be in use.")
final class BranchesCommand extends ToolCommand {
    @Parameters(paramLabel = "<database>", converter = DatabaseAddress.Converter.class, description = "The database.")
    private DatabaseAddress address;

    @ArgGroup
    private Wanted wanted;

    @Option(
            names = "--objects",
            paramLabel = "<n>",
            defaultValue = "20",
            description = "Show the state of so many objects of each branch; 20 if it is not given.")
    private int objects;

    @Option(
            names = "--yes",
            description = "With --commit, --rollback or --forget: do it. Without it they only show the branch.")
    private boolean yes;

    private static final class Wanted {
        @Option(names = "--commit", paramLabel = "<branch>", description = "Commit this branch by hand.")
        private String commit;

        @Option(names = "--rollback", paramLabel = "<branch>", description = "Roll this branch back by hand.")
        private String rollback;

        @Option(
                names = "--forget",
                paramLabel = "<branch>",
                description = "Forget that this branch was decided by hand.")
        private String forget;

        String branch() {
            return commit != null ? commit : rollback != null ? rollback : forget;
        }

        String option() {
            return commit != null ? "--commit" : rollback != null ? "--rollback" : "--forget";
        }
    }

    @Override
    int run(Output out) {
        if (objects < 0) {
            throw wrong("--objects must not be negative: " + objects);
        }
        if (yes && wanted == null) {
            throw wrong("--yes goes with --commit, --rollback or --forget");
        }
        boolean decides = wanted != null && yes;
        try (ObjectDatabase database = ObjectDatabase.open(address.existing(!decides))) {
            if (wanted == null) {
                list(out, database.branchesInDoubt(objects));
            } else {
                decide(out, database);
            }
        }
        return ExitCode.FINE;
    }

    private static void list(Output out, List<BranchInDoubt> branches) {
        if (out.json() == null) {
            branches.forEach(branch -> BranchText.text(out, branch));
            return;
        }
        out.json().beginArray("branches");
        branches.forEach(branch -> BranchText.json(out.json(), branch));
        out.json().end();
    }

    private void decide(Output out, ObjectDatabase database) {
        BranchInDoubt branch = database.branchesInDoubt(objects).stream()
                .filter(each -> each.id().equals(wanted.branch()))
                .findFirst()
                .orElseThrow(() -> ToolsMessages.noBranch(wanted.branch(), address));
        boolean inDoubt = branch.outcome() == Outcome.UNKNOWN;
        if (wanted.forget != null && inDoubt) {
            throw ToolsMessages.branchInDoubt(branch.id(), address);
        }
        if (wanted.forget == null && !inDoubt) {
            throw ToolsMessages.branchDecided(branch.id(), BranchText.of(branch.outcome()), address);
        }
        if (!yes) {
            list(out, List.of(branch));
            throw ToolsMessages.notConfirmed(branch.id(), wanted.option(), address);
        }
        if (wanted.commit != null) {
            database.commitBranch(branch.id());
        } else if (wanted.rollback != null) {
            database.rollbackBranch(branch.id());
        } else {
            database.forgetBranch(branch.id());
            list(out, database.branchesInDoubt(objects));
            return;
        }
        list(
                out,
                database.branchesInDoubt(0).stream()
                        .filter(each -> each.id().equals(branch.id()))
                        .toList());
        note("When its transaction manager has been told, or will never ask, forget the branch with 'odb branches "
                + address + " --forget " + branch.id() + " --yes'.");
    }
}
