// The JavaScript side of `cargo xtask bench`: answers its requests as `src/measure.rs` does.
//   node beside.cjs original          survey-core itself
//   node beside.cjs wasm MODULE       the widget's code as WebAssembly, from wasm-bindgen's module for Node

"use strict";

const { readFileSync } = require("node:fs");
const { createInterface } = require("node:readline");

const [side, wasmModule] = process.argv.slice(2);
const makers = { original, wasm };
const { load, running, expressions, results } = makers[side]();
const chains = new Map();

const read = (file) => readFileSync(file, "utf8");

/** The mean milliseconds of one time, by batches until enough time has passed. */
function each(atLeastMillis, batch, run) {
    let taken = 0;
    let times = 0;
    do {
        taken += run();
        times += batch;
    } while (taken < atLeastMillis);
    return taken / times;
}

function timed(work) {
    const started = performance.now();
    work();
    return performance.now() - started;
}

const measures = {
    load({ document, atLeastMillis }) {
        const text = read(document);
        const visible = [];
        const millis = each(atLeastMillis, 1, () => {
            const loaded = load(text);
            visible[0] = loaded.visible;
            return loaded.millis;
        });
        return { millis, witness: visible };
    },

    set({ document, atLeastMillis }) {
        if (!chains.has(document)) {
            chains.set(document, running(read(document)));
        }
        const chain = chains.get(document);
        const batch = chain.batch;
        const millis = each(atLeastMillis, batch, () => timed(() => chain.alternate(batch)));
        const witness = [0, 1].map(() => {
            chain.alternate(1);
            return chain.visible();
        });
        return { millis, witness };
    },

    evaluate({ expressions: file, atLeastMillis }) {
        const parsed = expressions(read(file));
        const batch = 10;
        let holding = 0;
        const millis = each(atLeastMillis, batch, () =>
            timed(() => {
                holding = parsed.evaluate(batch);
            }),
        );
        return { millis, witness: [parsed.count(), holding] };
    },

    results({ cases, matrix }) {
        return results(read(cases), read(matrix));
    },
};

function wasm() {
    const { RunningChain, ParsedExpressions, expression_results } = require(wasmModule);
    return {
        load(text) {
            let chain;
            let visible;
            const millis = timed(() => {
                chain = new RunningChain(text);
                visible = chain.visible();
            });
            chain.free();
            return { millis, visible };
        },
        running(text) {
            const chain = new RunningChain(text);
            chain.answer_half();
            return { batch: 10, visible: () => chain.visible(), alternate: (times) => chain.alternate(times) };
        },
        expressions: (text) => new ParsedExpressions(text),
        results: expression_results,
    };
}

function original() {
    const { SurveyModel, ConditionRunner } = require("survey-core");
    console.warn = console.error = () => {};
    const visibleOf = (survey) => survey.getAllQuestions(true).length;
    return {
        load(text) {
            let survey;
            const millis = timed(() => {
                survey = new SurveyModel(JSON.parse(text));
            });
            const visible = visibleOf(survey);
            survey.dispose();
            return { millis, visible };
        },
        running(text) {
            const survey = new SurveyModel(JSON.parse(text));
            const questions = survey.getAllQuestions();
            // As in src/chain.rs.
            const half = Math.trunc(questions.length / 2);
            const middle = half - (half % 10) + 4;
            survey.data = Object.fromEntries(questions.slice(0, middle).map(({ name }) => [name, "yes"]));
            const { name, page } = questions[middle];
            const onPage = page.questions;
            let saysNo = false;
            return {
                batch: 2,
                visible: () => visibleOf(survey),
                alternate(times) {
                    let visible = 0;
                    for (let time = 0; time < times; time += 1) {
                        saysNo = !saysNo;
                        survey.setValue(name, saysNo ? "no" : "yes");
                        visible = onPage.filter((question) => question.isVisible).length;
                    }
                    return visible;
                },
            };
        },
        expressions(text) {
            const { values, expressions: texts } = JSON.parse(text);
            const runners = texts.map((expression) => new ConditionRunner(expression));
            return {
                count: () => runners.length,
                evaluate(times) {
                    let holding = 0;
                    for (let time = 0; time < times; time += 1) {
                        holding = 0;
                        for (const runner of runners) {
                            holding += runner.runValues(values) ? 1 : 0;
                        }
                    }
                    return holding;
                },
            };
        },
    };
}

createInterface({ input: process.stdin }).on("line", (line) => {
    const request = JSON.parse(line);
    process.stdout.write(`${JSON.stringify(measures[request.measure](request))}\n`);
});
