// The process that reads documents with kordoc; prints what worker.py does. NODE_PATH says where kordoc is installed.
const fs = require("node:fs");

const tell = (values) => fs.writeSync(1, JSON.stringify(values) + "\n");
const clock = () => ({ wall: performance.now(), cpu: process.cpuUsage() });
const since = (start) => {
  const used = process.cpuUsage(start.cpu);
  return { wall_s: (performance.now() - start.wall) / 1000, cpu_s: (used.user + used.system) / 1e6 };
};

// A merged area is listed once where it starts; the places that it covers are blank fillers.
function gridOf(table) {
  const covered = new Set();
  const grid = [];
  table.cells.forEach((cells, row) =>
    cells.forEach((cell, col) => {
      if (covered.has(`${row},${col}`)) return;
      for (let r = row; r < row + cell.rowSpan; r++)
        for (let c = col; c < col + cell.colSpan; c++) covered.add(`${r},${c}`);
      grid.push([row, col, cell.rowSpan, cell.colSpan, ownText(cell)]);
    }),
  );
  return grid;
}

// The text of a cell without the tables nested in it, which count by themselves.
function ownText(cell) {
  if (!cell.blocks) return cell.text;
  return cell.blocks.filter((block) => block.type !== "table").map((block) => block.text ?? "").join("\n");
}

function* tablesOf(blocks) {
  for (const block of blocks ?? []) {
    if (block.type !== "table") continue;
    yield gridOf(block.table);
    for (const cells of block.table.cells) for (const cell of cells) yield* tablesOf(cell.blocks);
  }
}

async function main() {
  let start = clock();
  const { parse } = require("kordoc");
  // Its complaints about fonts would go where the answers go.
  console.log = console.warn = console.error;
  tell(since(start));
  for (const file of process.argv.slice(2)) {
    start = clock();
    const result = await parse(fs.readFileSync(file));
    if (!result.success) throw new Error(`${file}: ${result.error}`);
    tell({ ...since(start), tables: [...tablesOf(result.blocks)] });
  }
  const status = fs.readFileSync("/proc/self/status", "utf8");
  tell({ most_memory_bytes: Number(/VmHWM:\s+(\d+)/.exec(status)[1]) * 1024 });
}

main();
