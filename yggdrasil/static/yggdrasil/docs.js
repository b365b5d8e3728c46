"use strict";

// The page names its schema; nothing here knows an address or a host.
const page = document.getElementById("api");

window.SwaggerUIBundle({
  domNode: page,
  url: page.dataset.schema,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: "list",
  filter: true,
  tryItOutEnabled: true,
  // Swagger would otherwise ask a validator on a foreign host for a badge.
  validatorUrl: null,
});
