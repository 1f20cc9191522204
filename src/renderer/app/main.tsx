import { z } from "zod";

// The content security policy forbids compiling text to code, which zod would try. Schemas decide about it when they are
// made, so everything that makes some is loaded after this.
z.config({ jitless: true });

void import("./start.tsx");
