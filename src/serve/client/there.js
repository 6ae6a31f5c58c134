// A worker that is loaded only to see whether the server is there: browsers do not complain of one that they cannot load.
postMessage("there");
close();
