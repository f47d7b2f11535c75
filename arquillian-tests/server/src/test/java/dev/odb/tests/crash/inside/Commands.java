package dev.odb.tests.crash.inside;

/**
 * What the test asks of the process, as lines of text: {@code ready}, answered with the same once everything was found;
 * {@code create}, on new data only; {@code state}; {@code add oursFirst|theirsFirst [point]} and {@code pass [point]}, where
 * the process halts at the point if it gets there. These are answered with the state, see {@link #state()}.
 */
final class Commands {
    /** The system property that Byteman's rules look at. */
    private static final String HALT = "odb.test.halt";

    private final Both both;
    private final Recovery recovery;

    Commands(Both both, Recovery recovery) {
        this.both = both;
        this.recovery = recovery;
    }

    String answer(String line) throws Exception {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "ready" -> {
                return line;
            }
            case "create" -> both.create();
            case "state" -> {
                // the answer is all
            }
            case "add" -> {
                boolean oursFirst = words[1].equals("oursFirst");
                armed(words, 2, () -> both.add(oursFirst));
            }
            case "pass" -> armed(words, 1, recovery::pass);
            default -> throw new IllegalArgumentException("Not a command: " + line);
        }
        return state();
    }

    private static void armed(String[] words, int position, Action action) throws Exception {
        if (words.length > position) {
            System.setProperty(HALT, words[position]);
        }
        try {
            action.run();
        } finally {
            System.clearProperty(HALT);
        }
    }

    /** Our value, theirs, our branches in doubt, theirs, the coordinator's records. */
    private String state() throws Exception {
        return both.ours() + " " + both.theirs() + " " + both.oursInDoubt() + " " + both.theirsInDoubt() + " "
                + Recovery.records();
    }

    private interface Action {
        void run() throws Exception;
    }
}
