import { expect, test } from "vitest";
import { userName } from "./user-name.ts";

test.each([
  ["did:web:example.com:users:admin%40example.com", "admin@example.com"],
  ["did:web:localhost:users:pingel", "pingel"],
  ["did:web:system:smelter", "smelter"],
  ["did:web:x:users:zo%C3%AB", "zoë"],
  ["cmmvann9g00003007ofcst9c2", "cmmvann9g00003007ofcst9c2"],
  ["admin%40example.com", "admin%40example.com"],
  ["did:web:x:users:100%", "100%"],
  ["did:web:x:users:%E0%A4%A", "%E0%A4%A"],
  ["did:web:x:users:", "did:web:x:users:"],
  ["", ""],
])("%s is %s", (id, name) => {
  expect(userName(id)).toBe(name);
});
