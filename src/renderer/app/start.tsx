import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createClient } from "../../shared/ipc/client.ts";
import "@fontsource/inter/400.css";
import "@fontsource/inter/500.css";
import "@fontsource/inter/600.css";
import "@fontsource/jetbrains-mono/400.css";
import { onFilled } from "../ui/remembered-values.ts";
import "../ui/styles/styles.css";
import "./forced-colors.css";
import { App } from "./app.tsx";
import { findCarrier } from "./carrier/find-carrier.ts";
import { ClientProvider } from "./client.tsx";
import { currentPlace } from "./location.ts";
import { OpeningProvider } from "./opening.tsx";
import { sharePreferences } from "./preferences.ts";
import { createQueries } from "./queries.ts";
import { keepFresh } from "./refresh.ts";
import { loadScreen, loadScreensAhead } from "./routes.tsx";
import { restoreTheme } from "./theme.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element for the app.");

restoreTheme();
onFilled(restoreTheme);
const place = currentPlace();
const client = createClient(findCarrier());
const queries = createQueries();
if (place !== null) void loadScreen(place);
// Lasts as long as the page.
keepFresh(client, queries);
void sharePreferences(client);

createRoot(root).render(
  <StrictMode>
    <ClientProvider client={client}>
      <QueryClientProvider client={queries}>
        <OpeningProvider>
          <App />
        </OpeningProvider>
      </QueryClientProvider>
    </ClientProvider>
  </StrictMode>,
);

/** Long after the first screen has been drawn and its questions are asked. */
const QUIET_MS = 3000;
setTimeout(loadScreensAhead, QUIET_MS);
