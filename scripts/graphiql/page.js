// Starts GraphiQL in the browser. build-graphiql.mjs puts this program into the page.
import { fillingFetch } from './filling-fetch.ts';

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const workers = Object.entries(read('workers')).map(([label, code]) => [
  label,
  URL.createObjectURL(new Blob([code], { type: 'application/javascript' })),
]);
const workerUrls = Object.fromEntries(workers);
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workerUrls[label] };

// Keys of our own: another GraphiQL that once ran on this port keeps its tabs, and we ours.
const own = (name) => 'tapedeck:' + name;
const storage = {
  getItem: (name) => localStorage.getItem(own(name)),
  setItem: (name, value) => localStorage.setItem(own(name), value),
  removeItem: (name) => localStorage.removeItem(own(name)),
  clear: () => storage.names().forEach((name) => localStorage.removeItem(name)),
  names: () => Object.keys(localStorage).filter((name) => name.startsWith(own(''))),
  get length() {
    return storage.names().length;
  },
};

// GraphiQL's own defaultTabs leave the first tab's variables empty, so its stored state is written instead: once.
if (storage.getItem('graphiql:tabState') === null) {
  const tabs = read('examples').map((example, index) => ({
    ...example,
    id: 'example-' + index,
    headers: null,
    response: null,
  }));
  storage.setItem('graphiql:tabState', JSON.stringify({ activeTabIndex: 0, tabs }));
  // A link with a query of its own opens beside the examples, not with their variables.
  if (!new URLSearchParams(location.search).has('query')) {
    storage.setItem('graphiql:query', tabs[0].query);
    storage.setItem('graphiql:variables', tabs[0].variables);
  }
}

self.fetch = fillingFetch(self.fetch.bind(self)); // GraphiQL looks it up at each request

self.YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), {
  endpoint: new URL('graphql', location.href).pathname, // beside this page, also below the path of a proxy
  subscriptionsProtocol: 'WS', // by GET, as its other way asks, it cannot send the header that proves a page of ours
  defaultQuery: '', // without it a page of welcome text opens in a tab of its own, in front of the examples
  title: 'Tapedeck',
  logo: '<img src="' + document.querySelector('link[rel=icon]').href + '" alt="" width="28">',
  storage,
});
